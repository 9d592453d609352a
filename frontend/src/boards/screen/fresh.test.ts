import { expect, test } from 'vitest'
import { changed, freshened, untilCool } from './fresh'

test('a row has changed when its rank, value or number of people has', () => {
  const row = { id: 'a', rank: 1, value: 0.5, done: 5 }
  expect(changed([row], [row])).toEqual(new Set())
  expect(changed([row], [{ ...row, done: 6 }])).toEqual(new Set(['a']))
  expect(changed([row], [{ ...row, rank: 2 }])).toEqual(new Set(['a']))
  expect(changed([], [row])).toEqual(new Set())
})

test('a row is warm for six seconds after its last change, and then no longer', () => {
  const first = freshened(new Map(), ['a', 'b'], 1000)
  expect(untilCool(first, 2000)).toBe(5000)
  const second = freshened(first, ['a'], 4000)
  expect([...second]).toEqual([
    ['a', 4000],
    ['b', 1000],
  ])
  expect([...freshened(second, [], 7000)]).toEqual([['a', 4000]])
  expect(freshened(second, [], 10_000).size).toBe(0)
})
