import { expect, test } from 'vitest'
import type { Request } from '../../api/schema'
import { language } from '../../i18n/messages'
import { dueMoment, moment } from './moment'
import { archive, inbox } from './requests'

const request = (id: string, more: Partial<Request>): Request => ({
  id,
  kind: 'other',
  text: '',
  status: 'open',
  village: '24163-001',
  person_name: null,
  created_at: '2026-11-25T02:00:00Z',
  answer_by: '2026-12-02T10:00:00Z',
  finish_by: '2026-12-16T10:00:00Z',
  answered_at: null,
  finished_at: null,
  note: '',
  ...more,
})

test('what is due next stands first, and other wards have their own inbox', () => {
  const list = [
    request('later', { status: 'answered' }),
    request('other', { village: '24175-001' }),
    request('next', {}),
  ]
  expect(inbox(list, '24163').map((one) => one.id)).toEqual(['next', 'later'])
})

test('what was finished last stands first', () => {
  const done = (id: string, finished_at: string) => request(id, { status: 'finished', finished_at })
  const list = [done('old', '2026-11-26T00:00:00Z'), done('new', '2026-11-27T00:00:00Z')]
  expect(archive(list, '24163').map((one) => one.id)).toEqual(['new', 'old'])
})

test('a moment is said with its weekday, by the clock of Việt Nam', () => {
  expect(moment('2026-12-02T10:00:00Z')).toBe('17:00 thứ Tư 2/12')
  language.set('en')
  expect(moment('2026-12-01T17:30:00Z')).toBe('00:30 on Wednesday 2/12')
  language.set('vi')
})

test('what is due at midnight is due at the end of the day before', () => {
  expect(dueMoment('2026-12-01T17:00:00Z')).toBe('24:00 thứ Ba 1/12')
  expect(dueMoment('2026-12-02T10:00:00Z')).toBe('17:00 thứ Tư 2/12')
})
