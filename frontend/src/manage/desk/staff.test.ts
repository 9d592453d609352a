import { expect, test } from 'vitest'
import type { StaffMember } from '../../api/schema'
import { byPlace, lastDay, people, period, soundPeriod, standing } from './staff'

const member = (person: string, more: Partial<StaffMember> = {}): StaffMember => ({
  person,
  name: person,
  phone: '+84900000002',
  role: 'coordinator',
  village: '24163-001',
  ward: null,
  from: null,
  until: null,
  totp: false,
  ...more,
})

test('staff stand by village, and villages with nobody are left out', () => {
  const places = [
    { id: '24163-001', name: 'Thôn 1' },
    { id: '24163-002', name: 'Thôn 2' },
    { id: '24163-003', name: 'Thôn 3' },
  ]
  const list = [member('b', { village: '24163-003' }), member('a'), member('x', { role: 'officer', ward: '24163' })]
  expect(byPlace(list, 'coordinator', places).map((one) => [one.id, one.members.map((who) => who.person)])).toEqual([
    ['24163-001', ['a']],
    ['24163-003', ['b']],
  ])
})

test('officers stand by ward', () => {
  const officer = member('o', { role: 'officer', village: null, ward: '24163' })
  expect(byPlace([officer], 'officer', [{ id: '24163', name: 'Tân An' }])[0]?.members).toEqual([officer])
})

test('who has two tasks is one person to choose', () => {
  expect(people([member('b'), member('a'), member('b', { village: '24163-002' })]).map((one) => one.person)).toEqual([
    'a',
    'b',
  ])
})

test('a period runs from the first to the end of the last day in Việt Nam', () => {
  expect(period('2026-12-01', '2026-12-31')).toEqual({
    from: '2026-11-30T17:00:00.000Z',
    until: '2026-12-31T17:00:00.000Z',
  })
  expect(period('', '')).toEqual({})
  expect(lastDay('2026-12-31T17:00:00.000Z').toISOString()).toBe('2026-12-31T16:59:59.999Z')
})

test('a period has a length and is not over', () => {
  const now = Date.parse('2026-12-10T05:00:00Z')
  expect(soundPeriod('', '', now)).toBe(true)
  expect(soundPeriod('2026-12-10', '2026-12-10', now)).toBe(true)
  expect(soundPeriod('2026-12-12', '2026-12-11', now)).toBe(false)
  expect(soundPeriod('', '2026-12-09', now)).toBe(false)
})

test('an appointment is coming, running or over', () => {
  const now = Date.parse('2026-12-10T00:00:00Z')
  expect(standing(member('a', { from: '2026-12-11T00:00:00Z' }), now)).toBe('coming')
  expect(standing(member('a'), now)).toBe('now')
  expect(standing(member('a', { until: '2026-12-10T00:00:00Z' }), now)).toBe('over')
})
