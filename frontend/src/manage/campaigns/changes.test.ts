import { expect, test } from 'vitest'
import { changesOf } from './changes'
import { type Draft, draftOf } from './draft'
import { vi } from './messages.vi'

const before: Draft = draftOf({
  id: 'dot-1',
  name: 'Đợt 1',
  first_day: '2026-11-01',
  last_day: '2027-02-08',
  modules: ['a', 'b'],
  targets: { participation: 70, places: { '24163': 70, '24175': 60 } },
  min_roll: 20,
})
const after = (change: Partial<Draft>) => changesOf(before, { ...before, ...change }, vi, titles)
const titles = new Map([
  ['a', 'Nút bấm'],
  ['b', 'Sạc pin'],
  ['c', 'Gọi điện'],
])

test('every change shows what was and what would be', () => {
  expect(after({ participation: '7' })).toEqual([{ part: 'participation', before: '70', after: '7' }])
  expect(after({ last_day: '2027-02-01' })).toEqual([{ part: 'last_day', before: '8/2/2027', after: '1/2/2027' }])
  expect(after({ rules: { ...before.rules, min_roll: '' } })).toEqual([
    { part: 'min_roll', before: '20', after: 'để trống' },
  ])
  expect(after({ open_registration: true })).toEqual([{ part: 'open_registration', before: 'không', after: 'có' }])
})

test('borders are shown as the sizes that follow from them', () => {
  expect(after({ borders: '149, 1.000' })).toEqual([
    { part: 'borders', before: 'không chia cỡ', after: '1–149, 150–1.000, từ 1.001 trở lên' },
  ])
})

test('lessons that come and go are named where their titles are known, else counted', () => {
  const change = { modules: ['b', 'c'] }
  expect(after(change)[0]?.after).toBe('2 bài học (thêm Gọi điện; bỏ Nút bấm)')
  expect(changesOf(before, { ...before, ...change }, vi)[0]?.after).toBe('2 bài học')
})

test('targets of single places are told by the places that differ', () => {
  expect(after({ places: { '24163': 80, '24175': 60 } })).toEqual([
    { part: 'places', before: '24163: 70 %', after: '24163: 80 %' },
  ])
  expect(after({ places: {} })[0]?.after).toBe('24163: –, 24175: –')
})
