import { expect, test } from 'vitest'
import type { VillageRolls } from '../../api/campaigns'
import { template } from '../parts/tableFile'
import { adultsOf, declared, templateRows, waiting, wholeDay, wrong } from './rolls'

const village = (id: string, name: string, adults: number | null, next: number | null = null): VillageRolls => ({
  village: { id, name },
  approved: adults === null ? null : { adults, day: '2026-11-12', version: 1 },
  declared: next === null ? null : { adults: next, day: '2026-11-20', version: 2 },
  versions: [],
})
const items = [village('24163-001', 'Buôn Ea Nao', 120), village('24163-002', 'Thôn 2; phía Đông "mới"', null, 90)]

test('numbers are read as people type them', () => {
  expect(['120', ' 120 ', '1.250', '1 250', '0'].map(adultsOf)).toEqual([120, 120, 1250, 1250, 0])
  expect(['', 'một trăm', '12.5', '-3', '1,5', '1e3', '12345678'].map(adultsOf)).toEqual(Array(7).fill(null))
})

test('only fields that hold something are declared, and only what is no number above zero is wrong', () => {
  const typed = { '24163-001': ' 130', '24163-002': '' }
  expect(declared(items, typed)).toEqual([{ village: '24163-001', adults: 130 }])
  expect(wrong(typed)).toEqual([])
  expect(wrong({ '24163-001': '0', '24163-002': 'x' })).toEqual(['24163-001', '24163-002'])
})

test('a roll that was declared waits until it is approved', () => {
  expect(waiting(items).map((one) => one.village.id)).toEqual(['24163-002'])
})

test('the template names every village, quotes what a table would misread and opens in a Vietnamese Excel', () => {
  expect(template(templateRows(items))).toBe(
    '\uFEFFMã;Tên thôn;Số người trưởng thành\r\n24163-001;Buôn Ea Nao;120\r\n24163-002;"Thôn 2; phía Đông ""mới""";\r\n',
  )
})

test('a date that is still being typed is none yet', () => {
  expect(['', '0002-11-20', '0202-11-20', '2026-11-20'].map(wholeDay)).toEqual([false, false, false, true])
})
