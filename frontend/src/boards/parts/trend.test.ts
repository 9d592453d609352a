import { expect, test } from 'vitest'
import { points } from './trend'

test('the picture goes from edge to edge, and up where the trend does', () => {
  const line = points([0, 50, 100], 100, 20)
  expect(line).toEqual([
    [3, 17],
    [50, 10],
    [97, 3],
  ])
})

test('a small change is drawn small', () => {
  const ys = points([30, 31], 100, 26).map(([, y]) => y)
  expect(ys).toEqual([23, 21])
})
