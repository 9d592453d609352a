import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FieldEvent, SessionResults } from '../../api/schema'
import { currentSession, foldSession, hasAll, heldSessions, openSession, sessionId, together, whenOf } from './session'

const at = (minute: number) => new Date(Date.parse('2026-12-01T12:00:00Z') + minute * 60_000).toISOString()
let made = 0
const event = (kind: FieldEvent['kind'], minute: number, more: Partial<FieldEvent> = {}): FieldEvent => ({
  id: `e${String(made++).padStart(3, '0')}`,
  kind,
  session: 's',
  at: at(minute),
  ...more,
})
const joined = (person: string, minute: number) => event('joined', minute, { person })
const there = (events: readonly FieldEvent[]) =>
  foldSession(events).people.flatMap(({ person, left }) => (left === null ? [person] : []))

// The server makes the same ids: progress/fieldwork/session_test.go.
const cases: { village: string; at: string; day: string; part: string; id: string }[] = JSON.parse(
  readFileSync('../progress/fieldwork/testdata/sessions.json', 'utf8'),
)

test.each(cases)('$village at $at is in the $part of $day, on every phone', async ({ village, at, day, part, id }) => {
  expect(whenOf(Date.parse(at))).toEqual({ day, part })
  expect(await sessionId(village, Date.parse(at))).toBe(id)
})

test('who comes, goes and comes back is there, since they came first', () => {
  const events = [joined('an', 0), event('left', 10, { person: 'an' }), joined('an', 20)]
  expect(foldSession(events).people).toMatchObject([{ person: 'an', joined: at(0), left: null }])
})

test('what is undone has not happened', () => {
  const wrong = joined('an', 0)
  expect(there([wrong, joined('binh', 1), event('undone', 2, { of: wrong.id })])).toEqual(['binh'])
})

test('the order in which events arrive, and how often, changes nothing', () => {
  const wrong = joined('chi', 3)
  const events = [
    event('opened', 0, { module: 'm', place: 'Nhà văn hóa' }),
    joined('an', 1),
    joined('an', 2),
    wrong,
    event('left', 4, { person: 'an' }),
    event('undone', 5, { of: wrong.id }),
    event('opened', 6, { module: 'n', place: 'Sân bóng' }),
    event('closed', 7),
  ]
  const wanted = foldSession(events)
  expect(wanted).toMatchObject({ module: 'n', place: 'Sân bóng', open: false, opened: at(0) })
  for (let turn = 0; turn < events.length; turn++) {
    const turned = [...events.slice(turn), ...events.slice(0, turn)]
    expect(foldSession([...turned, ...turned].reverse())).toEqual(wanted)
  }
})

test('a session goes on past five o’clock, until it is closed or long over', () => {
  const opened = event('opened', 0)
  expect(openSession([opened], Date.parse(at(60)))).toBe('s')
  expect(openSession([opened, event('closed', 30)], Date.parse(at(60)))).toBeNull()
  expect(openSession([opened], Date.parse(at(9 * 60)))).toBeNull()
})

const server = (items: [person: string, joined: number, left: number | null, joins?: string[]][]): SessionResults =>
  ({
    session: { module: 'm', place: 'Nhà văn hóa', open: true, opened_at: at(0) },
    items: items.map(([person, from, to, joins]) => ({
      person,
      joined_at: at(from),
      left_at: to === null ? null : at(to),
      joins,
    })),
  }) as unknown as SessionResults

test('with nothing unsent the server knows best', () => {
  expect(together([joined('an', 5)], server([['binh', 1, null]]), false).people.map(({ person }) => person)).toEqual([
    'binh',
  ])
})

test('what is unsent stands above what the server says, for those it is about', () => {
  const wrong = joined('an', 1)
  const events = [wrong, event('undone', 9, { of: wrong.id }), joined('chi', 5)]
  const told = server([
    ['an', 1, null],
    ['binh', 2, null],
  ])
  expect(together(events, told, true).people.map(({ person }) => person)).toEqual(['binh', 'chi'])
})

test('what another phone noted later stands above what this one noted before', () => {
  expect(together([joined('an', 1)], server([['an', 1, 8]]), true).people).toMatchObject([
    { person: 'an', left: at(8) },
  ])
})

test('who is there can be taken back, by whichever phone they were noted', () => {
  const mine = joined('an', 1)
  const told = server([
    ['an', 1, null, ['theirs', mine.id]],
    ['binh', 2, null, ['b1', 'b2']],
    ['chi', 2, null],
  ])
  const joins = (events: FieldEvent[], unsent: boolean) =>
    together(events, told, unsent).people.map(({ person, joins }) => [person, ...joins])
  expect(joins([mine], false)).toEqual([['an', 'theirs', mine.id], ['binh', 'b1', 'b2'], ['chi']])
  expect(joins([mine], true)).toEqual(joins([mine], false))
  const undo = (of: string) => event('undone', 9, { of })
  expect(joins([mine, undo('b1'), undo('b2')], true).map(([person]) => person)).toEqual(['an', 'chi'])
  expect(joins([mine, undo(mine.id), undo('theirs')], true).map(([person]) => person)).toEqual(['binh', 'chi'])
})

test('who has left is not taken back by what was before', () => {
  const events = [joined('an', 1), event('left', 5, { person: 'an' })]
  expect(together(events, server([['an', 1, 5, []]]), false).people).toMatchObject([{ left: at(5), joins: [] }])
})

test('an answer from before the last event was sent does not stand alone, though nothing is unsent any more', () => {
  expect(hasAll({ events: 3, unsent: 1 }, { events: 3, unsent: 0 })).toBe(false)
  expect(hasAll({ events: 3, unsent: 0 }, { events: 4, unsent: 0 })).toBe(false)
  expect(hasAll({ events: 3, unsent: 0 }, { events: 3, unsent: 1 })).toBe(false)
  expect(hasAll({ events: 3, unsent: 0 }, { events: 3, unsent: 0 })).toBe(true)
  expect(hasAll(null, { events: 0, unsent: 0 })).toBe(false)
})

test('a tap in error is taken back with all its doubles, and what was before they left stays', () => {
  const [first, second, third] = [joined('an', 1), joined('an', 6), joined('an', 7)]
  const events = [first, event('left', 5, { person: 'an' }), second, third, joined('binh', 8)]
  expect(foldSession(events).people[0]?.joins).toEqual([second.id, third.id])
})

describe('the session that a phone works in', () => {
  const now = Date.parse(at(60))
  const kept = { id: 'kept', open: true, opened_at: at(0) } as never
  const choice = { events: [], theirs: undefined, kept: undefined, made: 'made' }

  test('is the one that another phone has opened, also while the server cannot be asked', () => {
    expect(currentSession({ ...choice, theirs: 'theirs', kept }, now)).toBe('theirs')
    expect(currentSession({ ...choice, kept }, now)).toBe('kept')
    expect(currentSession({ ...choice, theirs: null, kept }, now)).toBe('made')
    expect(currentSession({ ...choice, kept }, now + 9 * 3_600_000)).toBe('made')
  })

  test('is not one that this phone has closed, unless it has opened it again', () => {
    const closed = event('closed', 30)
    expect(currentSession({ ...choice, theirs: 's', events: [event('opened', 0), closed] }, now)).toBe('made')
    const again = event('opened', 40)
    expect(currentSession({ ...choice, theirs: 's', events: [event('opened', 0), closed, again] }, now)).toBe('s')
  })
})

test('sessions of before are there, from this phone and from the server, the newest first', () => {
  const told = { id: 't', opened_at: at(90), module: 'm', open: false, people: 7 } as never
  expect(heldSessions([event('opened', 0, { module: 'm' }), joined('an', 1)], [told])).toMatchObject([
    { id: 't', people: 7 },
    { id: 's', people: 1, open: true },
  ])
})
