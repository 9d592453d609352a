import { expect, test } from 'vitest'
import { countText, shareBelow, weight } from './counts'

test('a hidden count is said in words, and none is none', () => {
  expect(countText(null, 'dưới 5')).toBe('dưới 5')
  expect(countText(0, 'dưới 5')).toBe('0')
})

test('a hidden count weighs between none and five', () => {
  expect([weight(0), weight(null), weight(5)]).toEqual([0, 2.5, 5])
})

test('a hidden share is below five of the roll, and never above the whole', () => {
  expect([shareBelow(200), shareBelow(3), shareBelow(0)]).toEqual([0.025, 1, null])
})
