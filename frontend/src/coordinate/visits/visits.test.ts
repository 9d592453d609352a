import { expect, test } from 'vitest'
import type { Course, FieldEvent } from '../../api/schema'
import { vi } from './messages.vi'
import { noted } from './visited'
import { reasonOf, type Visit } from './words'

const now = Date.parse('2026-12-10T12:00:00Z')
const courses = [{ modules: [{ id: 'm', title: 'Giữ mã OTP' }] }] as unknown as Course[]
const visit = (reason: Visit['reason'], modules: string[] = []): Visit => ({
  person: 'p',
  name: 'H’Lan Niê',
  reason,
  modules,
  question: null,
  since: '2026-12-01T12:00:00Z',
  last_visit: null,
})
const said = (one: Visit) => reasonOf(one, courses, vi, String, now)

test('why to visit somebody is said as a neighbour says it', () => {
  expect(said(visit('one_left', ['m']))).toBe('H’Lan Niê còn 1 bài: Giữ mã OTP')
  expect(said(visit('one_left', ['x']))).toBe('H’Lan Niê còn 1 bài')
  expect(said(visit('stuck', ['m']))).toBe('H’Lan Niê đang vướng ở bài Giữ mã OTP')
  expect(said(visit('silent'))).toBe('H’Lan Niê đã 9 ngày chưa học')
  expect(said(visit('not_started'))).toBe('H’Lan Niê chưa bắt đầu')
})

const event = (id: string, minute: number, more: Partial<FieldEvent>): FieldEvent => ({
  id,
  kind: 'visited',
  at: new Date(now + minute * 60_000).toISOString(),
  ...more,
})

test('what this phone has noted since the list was made stands, unless it was taken back', () => {
  const events = [
    event('before', -5, { person: 'an', outcome: 'helped' }),
    event('wrong', 1, { person: 'binh', outcome: 'moved' }),
    event('back', 2, { kind: 'undone', of: 'wrong' }),
    event('first', 3, { person: 'chi', outcome: 'not_home' }),
    event('second', 4, { person: 'chi', outcome: 'helped' }),
  ]
  expect([...noted(events, { since: now, unsent: [] })]).toEqual([['chi', { id: 'second', outcome: 'helped' }]])
})

test('what was not sent yet when the list was asked for stands as well', () => {
  const events = [event('early', -5, { person: 'an', outcome: 'helped' })]
  expect(noted(events, { since: now, unsent: [] }).size).toBe(0)
  expect([...noted(events, { since: now, unsent: ['early'] }).keys()]).toEqual(['an'])
})
