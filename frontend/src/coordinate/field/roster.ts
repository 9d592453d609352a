import { ApiError } from '../../api/error'
import type { Time, UUID } from '../../api/schema'
import { signedInHere } from '../../app/session'
import { fold } from '../../i18n/fold'
import { database, type KeptRoster, type RosterPerson } from '../../offline/db'
import { fieldApi } from './api'
import type { Helper } from './log'
import { whenOf } from './session'

export async function keptRoster({ owner, village }: Helper): Promise<KeptRoster | undefined> {
  return (await database()).get('rosters', [owner, village])
}

/** Whether a village is not, or no more, open to this helper. That it is not found may be said by a server in mid-update. */
export const isClosed = (error: unknown): boolean => error instanceof ApiError && error.status === 403

/** Takes a village's people off this phone. */
export async function dropRoster({ owner, village }: Helper): Promise<void> {
  await (await database()).delete('rosters', [owner, village])
}

/** Brings a village's people onto this phone, for when there is no network. */
export async function fetchRoster(helper: Helper): Promise<KeptRoster> {
  const at = Date.now()
  const { village, items } = await fieldApi.roster(helper.village)
  const roster = await keep(helper, { name: village.name, people: items, at })
  if (!roster) throw new Error('signed out meanwhile')
  return roster
}

/** Keeps a part of what is known of a village, but nothing for somebody who is not signed in any more, in whichever tab. */
export async function keep({ owner, village }: Helper, part: Partial<KeptRoster>): Promise<KeptRoster | null> {
  const { store, done } = (await database()).transaction('rosters', 'readwrite')
  const before = await store.get([owner, village])
  if (signedInHere() !== owner) return null
  const next = { name: '', people: [], at: 0, ...before, ...part, owner, village }
  await Promise.all([store.put(next), done])
  return next
}

/**
 * What somebody is called by: the last word of most names, the first of Êđê and M'Nông ones, whose last word is the family's,
 * with H' or Y before it.
 */
export function callName(name: string): string {
  const words = name.trim().split(/\s+/)
  if (/^(h|y)$/i.test(words[0] ?? '') && words.length > 1) return words.slice(0, 2).join(' ')
  if (/^(h|y)['’ʼ]\S/i.test(words[0] ?? '')) return words[0] as string
  return words[words.length - 1] ?? name
}

const collator = new Intl.Collator('vi', { numeric: true })

/** Those with a name by what they are called by, and the others, who are told by their digits, after them. */
export function byCallName<T extends RosterPerson>(people: readonly T[]): T[] {
  const keyed = people.map((person) => ({ person, key: person.name === null ? null : callName(person.name) }))
  return keyed
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
      return collator.compare(a.key, b.key) || collator.compare(a.person.name ?? '', b.person.name ?? '')
    })
    .map(({ person }) => person)
}

/** Somebody enrolled on this phone. */
export interface Newcomer extends RosterPerson {
  /** When. */
  at: Time
}

/** Somebody on the list, with what tells them from others where the name does not. */
export interface Neighbour extends RosterPerson {
  /** Somebody else has the same name. */
  alike?: boolean
  /** Enrolled here and not named to the helper, once it is sent: which newcomer of the day, and when they came. */
  guest?: { place: number; at: Time }
}

/** The roster with those enrolled on this phone whom it does not have yet. */
export function everybody(roster: KeptRoster | undefined, enrolled: readonly Newcomer[]): Neighbour[] {
  const people = new Map<UUID, Neighbour>((roster?.people ?? []).map((one) => [one.id, one]))
  for (const one of enrolled) if (!people.has(one.id)) people.set(one.id, one)
  const guests = guestsOf(enrolled)
  const names = new Map<string, number>()
  for (const { name } of people.values()) if (name !== null) names.set(fold(name), (names.get(fold(name)) ?? 0) + 1)
  const told = [...people.values()].map((one) => {
    const guest = guests.get(one.id)
    return {
      ...one,
      ...(one.name !== null && (names.get(fold(one.name)) ?? 0) > 1 && { alike: true }),
      ...(guest && { guest }),
    }
  })
  return byCallName(told)
}

/** Newcomers without a phone who are not to be listed, counted through each day: nothing else tells them apart. */
function guestsOf(enrolled: readonly Newcomer[]): Map<UUID, { place: number; at: Time }> {
  const guests = new Map<UUID, { place: number; at: Time }>()
  const days = new Map<string, number>()
  for (const { id, at, status, hint } of [...enrolled].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    // Who agreed to be listed has a status.
    if (status !== null || hint) continue
    const { day } = whenOf(Date.parse(at))
    const place = (days.get(day) ?? 0) + 1
    days.set(day, place)
    guests.set(id, { place, at })
  }
  return guests
}

/** Others of the same name, for a helper who is about to enrol somebody twice. */
export const namesakes = <T extends RosterPerson>(people: readonly T[], name: string): T[] => {
  const wanted = fold(name)
  return wanted === '' ? [] : people.filter((one) => one.name !== null && fold(one.name) === wanted)
}

/** Part of the text on each card before it is cut down to a number, as on the server. */
const cardDomain = 'hocso card number\n'

/** The short number of a card, which tells whose it is among those of a village and signs nobody in. */
export async function cardNumber(token: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(cardDomain + token)))
  return Array.from(bytes.slice(0, 5), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
