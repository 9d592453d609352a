import { expect, test } from 'vitest'
import { moment } from './moment'

test('a time of another day says which', () => {
  const now = new Date('2026-12-10T12:00:00Z')
  expect(moment('2026-12-10T11:05:00Z', now)).toBe('18:05')
  expect(moment('2026-12-07T11:05:00Z', now)).toMatch(/^18:05, 7\/12\/2026$/)
})
