import { expect, test } from 'vitest'
import type { VillageProgress } from '../api/schema'
import { unlisted } from './status'

const progress = (items: number, next: string | null) =>
  ({
    totals: { registered: 25 },
    statuses: { not_started: 4, stuck: 2, learning: 3, participating: 12, completed: 4 },
    items: Array.from({ length: items }),
    next,
  }) as unknown as VillageProgress

test('who is counted and not on the list has not agreed to be', () => {
  expect(unlisted(progress(22, null), undefined)).toBe(3)
  expect(unlisted(progress(4, null), 'not_started')).toBe(0)
  expect(unlisted(progress(1, null), 'stuck')).toBe(1)
})

test('nothing is said about it before the whole list is there', () => {
  expect(unlisted(progress(20, 'more'), undefined)).toBeNull()
})

test('nothing is said about it where counts are hidden', () => {
  const few = { ...progress(0, null), totals: { registered: null } } as unknown as VillageProgress
  expect(unlisted(few, undefined)).toBeNull()
})
