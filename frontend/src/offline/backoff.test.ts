import { expect, test } from 'vitest'
import { backoff } from './backoff'

test('doubles from five seconds to a quarter of an hour', () => {
  const longest = (tries: number) => backoff(tries, null, () => 1)
  expect([1, 2, 3].map(longest)).toEqual([5_000, 10_000, 20_000])
  expect(longest(30)).toBe(15 * 60_000)
})

test('spreads over the upper half', () => {
  expect(backoff(3, null, () => 0)).toBe(10_000)
  expect(backoff(3, null, () => 0.5)).toBe(15_000)
})

test('waits at least as long as the server asks', () => {
  expect(backoff(1, 60, () => 0)).toBe(60_000)
  expect(backoff(10, 60, () => 0)).toBeGreaterThan(60_000)
})
