import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Person } from '../api/schema'
import { forget, remember, restoreSession } from '../app/account'
import { markSignedIn, session } from '../app/session'
import { log } from '../coordinate/field/log'
import { keep } from '../coordinate/field/roster'
import { database } from './db'
import { eraseOwn } from './erase'
import { itemsOf } from './outbox'

const an = { id: 'an', name: 'An', role: 'resident', phone: null, village: null, guardian: null } as unknown as Person
const binh = { ...an, id: 'binh' }
const helper = { owner: 'an', village: '24163-001' }

const kept = async () => {
  const db = await database()
  return [...(await db.getAll('rosters')), ...(await db.getAll('sent'))].map(({ owner }) => owner)
}

beforeEach(async () => {
  const db = await database()
  await Promise.all([db.clear('rosters'), db.clear('sent'), db.clear('outbox')])
  session.set({ person: an, expired: false })
  markSignedIn('an')
  await keep(helper, { name: 'Thôn 3' })
  await db.put('sent', { ...helper, id: 'e', at: '2026-12-01T12:00:00Z' })
})

test('signing out takes the names of others off the phone, and what is unsent stays', async () => {
  await log(helper, { kind: 'joined', session: 's', person: 'p' }, '')
  await forget()
  expect(await kept()).toEqual([])
  expect(await itemsOf('an')).toHaveLength(1)
})

test('a sign-out that was cut short is made good when the app is opened again', async () => {
  session.set({ person: null, expired: false })
  await restoreSession()
  expect(await kept()).toEqual([])
})

test('so does somebody else who signs in; signing in again does not', async () => {
  remember(an)
  await vi.waitFor(async () => expect(await (await database()).get('people', 'an')).toBeDefined())
  expect(await kept()).toEqual(['an', 'an'])
  remember(binh)
  await vi.waitFor(async () => expect(await kept()).toEqual([]))
})

test('nothing is kept for somebody who has signed out meanwhile', async () => {
  await forget()
  expect(await keep(helper, { name: 'Thôn 3' })).toBeNull()
  expect(await kept()).toEqual([])
})

test('whoever is forgotten on a phone leaves no names of others, and takes nobody else’s away', async () => {
  await eraseOwn('binh')
  expect(await kept()).toEqual(['an', 'an'])
  await eraseOwn('an')
  expect(await kept()).toEqual([])
})

test('nothing is kept by a tab that does not know yet that another one has signed out', async () => {
  markSignedIn(undefined)
  expect(await keep(helper, { name: 'Thôn 4' })).toBeNull()
})

test('whoever signs out in one tab is forgotten in the others', () => {
  markSignedIn(undefined)
  dispatchEvent(new StorageEvent('storage', { key: 'hocso.signed-in', newValue: null }))
  expect(session.get().person).toBeNull()
})
