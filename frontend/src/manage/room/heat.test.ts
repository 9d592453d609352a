import { expect, test } from 'vitest'
import { busiest, heatOf } from './heat'

const one = (weekday: number, hour: number, submissions: number | null) => ({ weekday, hour, submissions })

test('a week goes from six to nine in the evening, and further where somebody learnt', () => {
  expect(heatOf([]).map(({ hour }) => hour)).toEqual(Array.from({ length: 16 }, (_, index) => index + 6))
  const rows = heatOf([one(7, 23, 9), one(1, 4, 9)])
  expect([rows[0]?.hour, rows[rows.length - 1]?.hour]).toEqual([4, 23])
})

test('the most is the darkest, something is never the shade of nothing, and what is not told has none', () => {
  const row = heatOf([one(1, 6, 1000), one(2, 6, 5), one(3, 6, null), one(4, 6, 401)])[0]
  expect(row?.cells.map(({ step }) => step)).toEqual([5, 1, 0, 3, 0, 0, 0])
  expect(row?.cells.map(({ count }) => count)).toEqual([1000, 5, null, 401, 0, 0, 0])
})

test('the busiest hour is one that is told', () => {
  expect(busiest([one(1, 19, null), one(3, 20, 7), one(5, 8, 6)])).toEqual(one(3, 20, 7))
  expect(busiest([one(1, 19, null)])).toBeNull()
})
