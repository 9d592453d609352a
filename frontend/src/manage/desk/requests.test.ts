import { expect, test } from 'vitest'
import type { Request } from '../../api/schema'
import { language } from '../../i18n/messages'
import { moment } from './moment'
import { archive, deadline, inbox } from './requests'

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

test('an answer is due first, then the end, then nothing', () => {
  const now = Date.parse('2026-12-01T00:00:00Z')
  expect(deadline(request('a', {}), now)).toEqual({ due: 'answer', at: '2026-12-02T10:00:00Z', late: false })
  expect(deadline(request('a', { status: 'answered' }), now)).toEqual({
    due: 'finish',
    at: '2026-12-16T10:00:00Z',
    late: false,
  })
  expect(deadline(request('a', { status: 'finished' }), now)).toBeNull()
})

test('it is late from the very moment on', () => {
  const at = Date.parse('2026-12-02T10:00:00Z')
  expect(deadline(request('a', {}), at - 1)?.late).toBe(false)
  expect(deadline(request('a', {}), at)?.late).toBe(true)
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
