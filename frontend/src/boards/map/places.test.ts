import { expect, test } from 'vitest'
import type { BoardRow } from '../../api/campaigns'
import { type Place, placesOf, rateOf, sorted } from './places'

const ward = (code: string, name: string): Place['ward'] => ({
  code,
  name,
  kind: 'commune',
  former_province: 'Đắk Lắk',
  former_units: [],
  population: 1,
  villages: 1,
  lon: 108,
  lat: 12,
})
const row = (id: string, more: Partial<BoardRow>): BoardRow => ({
  id,
  name: id,
  rank: 1,
  value: 0.5,
  done: 50,
  roll: 100,
  roll_day: '2026-11-12',
  roll_version: 1,
  ...more,
})
const places = placesOf(
  [ward('3', 'Ea Wy'), ward('1', 'Đắk Liêng'), ward('2', 'Cư Pui'), ward('4', 'Ba')],
  [row('1', { rank: 2, value: 0.2, done: 20 }), row('3', {})],
  [row('2', { rank: 0, value: 0.9, done: null, roll: 30, reason: 'few_learners' })],
)

test('every ward is there; one apart has no rate, and one that no board knows has no roll', () => {
  expect(places.map((one) => [one.ward.code, one.rank, one.rate, one.reason])).toEqual([
    ['1', 2, 0.2, ''],
    ['2', 0, null, 'few_learners'],
    ['3', 1, 0.5, ''],
    ['4', 0, null, 'no_roll'],
  ])
})

test('who has no figure stands last, whichever way the table is sorted', () => {
  const codes = (key: Parameters<typeof sorted>[1], down: boolean) =>
    sorted(places, key, down).map((one) => one.ward.code)
  expect(codes('rank', false)).toEqual(['3', '1', '4', '2'])
  expect(codes('rate', true)).toEqual(['3', '1', '4', '2'])
  expect(codes('rate', false)).toEqual(['1', '3', '4', '2'])
  expect(codes('name', false)).toEqual(['4', '2', '1', '3'])
})

test('the map shows the first share that a campaign ranks by; points alone have none', () => {
  expect(rateOf(['points', 'completed', 'rate'])).toBe('completed')
  expect(rateOf(['points'])).toBeUndefined()
})
