import { expect, test } from 'vitest'
import { vi } from './messages.vi'
import { daysAgo, lastSeen } from './when'

const now = Date.parse('2026-11-23T12:00:00Z') // 19:00 in Việt Nam
const format = { number: String, day: (time: string) => time.slice(0, 10) }
const said = (time: string | null) => lastSeen(time, now, vi.last, format)

test('days turn at midnight in Việt Nam', () => {
  expect(daysAgo('2026-11-22T17:00:00Z', now)).toBe(0)
  expect(daysAgo('2026-11-22T16:59:59Z', now)).toBe(1)
})

test('the last activity is said as people say it', () => {
  expect(said(null)).toBe('Chưa làm bài nào')
  expect(said('2026-11-23T11:00:00Z')).toBe('Học lần cuối hôm nay')
  expect(said('2026-11-22T11:00:00Z')).toBe('Học lần cuối hôm qua')
  expect(said('2026-11-20T11:00:00Z')).toBe('Học lần cuối 3 ngày trước')
  expect(said('2026-11-01T11:00:00Z')).toBe('Học lần cuối ngày 2026-11-01')
})

test('a phone whose clock runs behind still says today', () => {
  expect(said('2026-11-24T11:00:00Z')).toBe('Học lần cuối hôm nay')
})
