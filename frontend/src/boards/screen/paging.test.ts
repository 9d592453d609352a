import { expect, test } from 'vitest'
import { atNight, pageCount, rowsOf, sheetOf, sheetSize, turn, untilNextMinute } from './paging'

test('a lying screen and a standing one both show 12 to 16 rows', () => {
  for (const [width, height] of [
    [1920, 1080],
    [1080, 1920],
    [1280, 720],
  ] as const) {
    const size = sheetSize(sheetOf(width, height))
    expect(size).toBeGreaterThanOrEqual(12)
    expect(size).toBeLessThanOrEqual(16)
  }
})

test('every place is on exactly one page', () => {
  const places = Array.from({ length: 102 }, (_, index) => index)
  const pages = pageCount(places.length, 14)
  expect(pages).toBe(8)
  expect(Array.from({ length: pages }, (_, page) => rowsOf(places, page, 14)).flat()).toEqual(places)
})

test('an empty board has one page', () => {
  expect(pageCount(0, 14)).toBe(1)
  expect(turn(0, 1, 1)).toBe(0)
})

test('pages go round, forwards and backwards, and a page that is gone counts as the last', () => {
  expect(turn(7, 1, 8)).toBe(0)
  expect(turn(0, -1, 8)).toBe(7)
  expect(turn(7, 1, 3)).toBe(0)
})

test('the clock waits for the full minute', () => {
  const now = Date.parse('2026-11-27T12:00:59.500Z')
  expect(untilNextMinute(now)).toBe(500)
  expect(untilNextMinute(now + 500)).toBe(60_000)
})

test('night is from two to four in the province', () => {
  expect(atNight(Date.parse('2026-11-27T01:59:00+07:00'))).toBe(false)
  expect(atNight(Date.parse('2026-11-27T02:00:00+07:00'))).toBe(true)
  expect(atNight(Date.parse('2026-11-27T03:59:00+07:00'))).toBe(true)
  expect(atNight(Date.parse('2026-11-27T04:00:00+07:00'))).toBe(false)
  expect(atNight(Date.parse('2026-11-27T19:00:00Z'))).toBe(true)
})
