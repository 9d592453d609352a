import { signedInHere } from '../../app/session'
import { fold } from '../../manage/sort'
import { database, type KeptRoster, type RosterPerson } from '../../offline/db'
import { fieldApi } from './api'
import type { Helper } from './log'

export async function keptRoster({ owner, village }: Helper): Promise<KeptRoster | undefined> {
  return (await database()).get('rosters', [owner, village])
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
export function byCallName(people: readonly RosterPerson[]): RosterPerson[] {
  const keyed = people.map((person) => ({ person, key: person.name === null ? null : callName(person.name) }))
  return keyed
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
      return collator.compare(a.key, b.key) || collator.compare(a.person.name ?? '', b.person.name ?? '')
    })
    .map(({ person }) => person)
}

/** The roster with those enrolled on this phone whom it does not have yet. */
export function everybody(roster: KeptRoster | undefined, enrolled: readonly RosterPerson[]): RosterPerson[] {
  const people = new Map((roster?.people ?? []).map((one) => [one.id, one]))
  for (const one of enrolled) if (!people.has(one.id)) people.set(one.id, one)
  return byCallName([...people.values()])
}

/** Others of the same name, for a helper who is about to enrol somebody twice. */
export const namesakes = (people: readonly RosterPerson[], name: string): RosterPerson[] => {
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
