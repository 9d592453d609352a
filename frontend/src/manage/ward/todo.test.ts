import { describe, expect, test } from 'vitest'
import type { Request, StaffMember, WardProgress } from '../../api/schema'
import { waitingIn } from './todo'

type Line = WardProgress['villages'][number]

const village = (id: string, line: Partial<Line> = {}, roll = true): Line => ({
  village: {
    id,
    ward: '24163',
    name: id,
    kind: 'thon',
    roll: roll ? { adults: 100, day: '2026-10-01', version: 1 } : null,
    sample: false,
  },
  totals: {
    learners: 0,
    participants: 0,
    completed: 0,
    points: 0,
    submissions: 0,
    roll: roll ? 100 : 0,
    rate: 0,
    registered: 0,
  },
  lately: { gain: 0, trend: [] },
  waiting: null,
  state: '',
  flags: [],
  ...line,
})

const now = new Date('2026-11-27T01:00:00Z')

const request = (answer_by: string): Request =>
  ({ status: 'open', answer_by, finish_by: '2026-12-10T17:00:00Z' }) as Request

const member = (place: string, until: string | null): StaffMember =>
  ({ role: 'coordinator', village: place, from: null, until }) as StaffMember

describe('what waits in a ward', () => {
  test('a roll that waits is approved, one that is not there is declared', () => {
    const waiting = { adults: 120, day: '2026-11-01', version: 2 }
    const lines = [village('1', { waiting }), village('2', {}, false), village('3', { waiting }, false)]
    const found = waitingIn(lines, null, null, now)
    expect([found.rolls, found.noRoll]).toEqual([2, 1])
  })
  test('only what is not decided yet is to be looked at', () => {
    const lines = [
      village('1', { state: 'review' }),
      village('2', { state: 'excluded' }),
      village('3', { flags: ['quick'] }),
    ]
    expect(waitingIn(lines, null, null, now).reviews).toBe(1)
  })
  test('the clock is that of the request that is due first', () => {
    const found = waitingIn([], [request('2026-11-26T17:00:00Z'), request('2026-11-28T17:00:00Z')], null, now)
    expect([found.requests, found.due]).toEqual([2, { at: '2026-11-26T17:00:00Z', late: true }])
  })
  test('a team whose last appointment is over has nobody', () => {
    const staff = [member('1', null), member('2', '2026-11-26T17:00:00Z')]
    expect(waitingIn([village('1'), village('2'), village('3')], null, staff, now).noTeam).toBe(2)
  })
  test('who may not see the teams is not told of any', () => {
    expect(waitingIn([village('1')], null, null, now).noTeam).toBe(0)
  })
})
