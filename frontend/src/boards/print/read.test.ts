import { expect, test } from 'vitest'
import type { ShownBoard } from '../parts/view'
import { complete } from './read'

const rows = (ids: string) => [...ids].map((id) => ({ id })) as ShownBoard['items']

test('a sheet is complete when each place stands on it once, with a rank or without', () => {
  const head = { total: 2, apart: { no_roll: 1, review: 1 } }
  expect(complete({ ...head, items: rows('ab') }, rows('cd'))).toBe(true)
  expect(complete({ ...head, items: rows('a') }, rows('cd'))).toBe(false)
  expect(complete({ ...head, items: rows('ab') }, rows('c'))).toBe(false)
  expect(complete({ ...head, items: rows('ab') }, rows('bc'))).toBe(false)
})
