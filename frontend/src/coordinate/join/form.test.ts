import { expect, test } from 'vitest'
import { whole } from './form'

test('only whole numbers in the range are taken', () => {
  expect(['1', ' 72 ', '72'].map((text) => whole(text, 72))).toEqual([1, 72, 72])
  expect(['', '0', '73', '1.5', '-3', 'x', '1e1'].map((text) => whole(text, 72))).toEqual(Array(7).fill(null))
})
