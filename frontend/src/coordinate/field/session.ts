import type {
  FieldEvent,
  SessionPart,
  SessionResults,
  Session as SessionTold,
  Time,
  UUID,
  VillageID,
} from '../../api/schema'

const zoneMs = 7 * 3_600_000

/** The day and the part of it in Việt Nam, as sessions are told apart. */
export function whenOf(now: number): { day: string; part: SessionPart } {
  const there = new Date(now + zoneMs)
  const hour = there.getUTCHours()
  return { day: there.toISOString().slice(0, 10), part: hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening' }
}

/** Somebody at a session. */
export interface Attendee {
  person: UUID
  /** When they came first; null for who has only answered. */
  joined: Time | null
  /** When they went; null while they are there. */
  left: Time | null
  /** The events by which they are there, since they last left: whoever undoes them all takes that back. */
  joins: readonly UUID[]
}

/** What a session's events come to. */
export interface Session {
  module: string | null
  place: string | null
  open: boolean
  /** When it was opened first; null if nobody has said so. */
  opened: Time | null
  /** In the order in which they came. */
  people: Attendee[]
}

/**
 * What the events of one session come to, whatever order they are in and however often each is there; progress/fieldwork
 * folds them alike on the server.
 */
export function foldSession(events: readonly FieldEvent[]): Session {
  const session: Session = { module: null, place: null, open: true, opened: null, people: [] }
  const people = new Map<UUID, Attendee>()
  for (const { id, kind, person, module, place, at } of inOrder(events)) {
    if (kind === 'opened') {
      Object.assign(session, { module: module ?? null, place: place ?? null, open: true })
      session.opened ??= at
    } else if (kind === 'closed') session.open = false
    else if (kind === 'joined' && person) {
      const before = people.get(person)
      people.set(person, { person, joined: before?.joined ?? at, left: null, joins: [...(before?.joins ?? []), id] })
    } else if (kind === 'left' && person) {
      const before = people.get(person)
      if (before && before.left === null) Object.assign(before, { left: at, joins: [] })
    }
  }
  session.people = [...people.values()]
  return session
}

/** At one moment: who is noted as come and as left in one millisecond has left. */
const rank: readonly FieldEvent['kind'][] = ['opened', 'joined', 'left', 'closed', 'visited']

const undoneBy = (events: readonly FieldEvent[]): ReadonlySet<UUID> =>
  new Set(events.flatMap(({ kind, of }) => (kind === 'undone' && of ? [of] : [])))

/** Each event once, without those that were undone, by the clock of the phones. */
export function inOrder(all: readonly FieldEvent[]): FieldEvent[] {
  const undone = undoneBy(all)
  const byId = new Map(all.map((event) => [event.id, event]))
  return [...byId.values()]
    .filter(({ id, kind }) => kind !== 'undone' && !undone.has(id))
    .sort((a, b) => ms(a.at) - ms(b.at) || rank.indexOf(a.kind) - rank.indexOf(b.kind) || (a.id < b.id ? -1 : 1))
}

const ms = (at: Time | null) => (at === null ? 0 : Date.parse(at))

/** When this phone last noted something about each person, also what it took back. */
function lastNoted(events: readonly FieldEvent[]): Map<UUID, number> {
  const people = new Map(events.map(({ id, person }) => [id, person]))
  const last = new Map<UUID, number>()
  for (const { kind, person, of, at } of events) {
    const whom = kind === 'undone' && of ? people.get(of) : person
    if (whom) last.set(whom, Math.max(last.get(whom) ?? 0, ms(at)))
  }
  return last
}

/**
 * A session as this phone's own events and the server's answer tell it together. With nothing unsent the server knows more,
 * since other phones tell it as well; else each person is as whoever noted something last says.
 */
export function together(events: readonly FieldEvent[], server: SessionResults | undefined, unsent: boolean): Session {
  const own = foldSession(events)
  if (!server) return own
  const told = toldBy(server, own, events)
  const { session } = server
  const base = { module: session.module, place: session.place, open: session.open, opened: session.opened_at }
  if (!unsent) return { ...base, people: told }
  const noted = lastNoted(events)
  const people = new Map(told.map((one) => [one.person, one]))
  const mine = new Map(own.people.map((one) => [one.person, one]))
  for (const [person, at] of noted) {
    const theirs = people.get(person)
    if (theirs && Math.max(ms(theirs.joined), ms(theirs.left)) > at) continue
    const one = mine.get(person)
    if (one) people.set(person, one.left === null && theirs ? { ...one, joins: theirs.joins } : one)
    else people.delete(person)
  }
  return {
    ...(events.some(({ kind }) => kind === 'opened' || kind === 'closed') ? { ...own } : base),
    people: [...people.values()].sort((a, b) => ms(a.joined) - ms(b.joined)),
  }
}

/** Who is there by the server's answer, without those whom this phone has taken back since, whichever phone noted them. */
function toldBy({ items }: SessionResults, own: Session, events: readonly FieldEvent[]): Attendee[] {
  const undone = undoneBy(events)
  const mine = new Map(own.people.map(({ person, joins }) => [person, joins]))
  return items.flatMap(({ person, joined_at: joined, left_at: left, joins: all }) => {
    // An answer kept by an earlier version of the app has none.
    const theirs = all ?? []
    const joins = theirs.filter((id) => !undone.has(id))
    if (theirs.length > 0 && joins.length === 0) return []
    const both = left === null ? [...new Set([...joins, ...(mine.get(person) ?? [])])] : []
    return { person, joined, left, joins: both }
  })
}

/** How much of its own work a phone had when it asked the server. */
export interface Asked {
  events: number
  unsent: number
}

/**
 * Whether a server's answer has all that this phone did: nothing was unsent when it was asked for, and nothing has been done
 * since. An answer from before the last event was sent lacks it, though nothing is unsent any more.
 */
export const hasAll = (asked: Asked | null, now: Asked): boolean =>
  asked !== null && asked.unsent === 0 && now.unsent === 0 && asked.events === now.events

/** A session goes on for so long after it was opened, also past noon or five, when the next one would begin. */
const goesOn = 8 * 3_600_000

/** Whether a session that nobody has closed is still going on. One that was forgotten is not. */
export const isGoingOn = (opened: Time | null, now: number) => opened !== null && now - ms(opened) < goesOn

/** The session that a phone has opened and not closed, the newest; null if none. */
export function openSession(events: readonly FieldEvent[], now: number): UUID | null {
  const ids = new Set(events.flatMap(({ session }) => session ?? []))
  const open = [...ids]
    .map((id) => ({ id, ...foldSession(events.filter((event) => event.session === id)) }))
    .filter(({ open, opened }) => open && isGoingOn(opened, now))
    .sort((a, b) => ms(b.opened) - ms(a.opened))
  return open[0]?.id ?? null
}

/** What a phone may know of which session goes on. */
export interface Choice {
  /** Its own events, of all sessions. */
  events: readonly FieldEvent[]
  /** The session that goes on by the server's list; undefined until it has answered. */
  theirs: UUID | null | undefined
  /** The session that was looked at last, as kept. */
  kept: SessionTold | undefined
  /** The one that would be opened now. */
  made: UUID | null
}

/**
 * The session that a phone works in, so that neither noon nor a lost network takes it from sight: the one that it has opened, else
 * the one that another phone has. One that it has closed is over.
 */
export function currentSession({ events, theirs, kept, made }: Choice, now: number): UUID | null {
  const open = openSession(events, now)
  if (open) return open
  const before = kept?.open && isGoingOn(kept.opened_at, now) ? kept.id : null
  const going = theirs === undefined ? before : theirs
  const over = events.some(({ kind, session }) => kind === 'closed' && session === going)
  return going && !(over && !foldSession(events.filter(({ session }) => session === going)).open) ? going : made
}

/** A session that was held or goes on. */
export type Held = Pick<SessionTold, 'id' | 'module' | 'place' | 'people' | 'open'> & { opened: Time }

/** The sessions that the server or this phone knows of, the newest first. */
export function heldSessions(events: readonly FieldEvent[], told: readonly SessionTold[]): Held[] {
  const held = new Map<UUID, Held>()
  for (const id of new Set(events.flatMap(({ session }) => session ?? []))) {
    const { opened, people, module, place, open } = foldSession(events.filter((event) => event.session === id))
    if (opened) held.set(id, { id, opened, module, place, open, people: people.length })
  }
  for (const { id, opened_at: opened, module, place, open, people } of told)
    held.set(id, { id, opened, module, place, open, people })
  return [...held.values()].sort((a, b) => ms(b.opened) - ms(a.opened))
}

const namespace = '20e3c3c6-8ccb-586f-9fa2-953893b7c336'

/** Two phones that never meet make the same id for the same village, day and part of it: UUID version 5. */
export async function sessionId(village: VillageID, now: number): Promise<UUID> {
  const { day, part } = whenOf(now)
  const space = (namespace.replace(/-/g, '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  const name = new TextEncoder().encode(`${village}|${day}|${part}`)
  const hash = await crypto.subtle.digest('SHA-1', Uint8Array.from([...space, ...name]))
  const bytes = new Uint8Array(hash).slice(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
