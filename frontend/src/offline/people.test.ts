import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { Person } from '../api/schema'
import { database } from './db'
import { saveDraft } from './drafts'
import { eraseFamily, eraseOwn } from './erase'
import { dropPerson, keepPerson, knownPeople } from './people'

const person = (id: string, name = id) =>
  ({
    id,
    name,
    role: 'resident',
    phone: '+84900000123',
    village: { name: 'Thôn 3' },
    guardian: null,
  }) as unknown as Person

beforeEach(async () => {
  const db = await database()
  await Promise.all([db.clear('people'), db.clear('outbox')])
})

test('only the last three digits of a number are kept', async () => {
  await keepPerson(person('an'))
  expect(await knownPeople()).toEqual([
    { id: 'an', name: 'an', hint: '123', village: 'Thôn 3', guardian: null, staff: false, pin: null },
  ])
})

test('people are told by name, in Vietnamese order', async () => {
  for (const name of ['Đào', 'Dung', 'Ân', 'An']) await keepPerson(person(name))
  expect((await knownPeople()).map(({ name }) => name)).toEqual(['An', 'Ân', 'Dung', 'Đào'])
})

test('a new name replaces the old one', async () => {
  await keepPerson(person('an', 'Lan'), true)
  await keepPerson(person('an', 'Lan Anh'))
  expect(await knownPeople()).toMatchObject([{ name: 'Lan Anh', pin: true }])
})

test('who has come with a card alone is not asked for a PIN; who has a PIN still is', async () => {
  await keepPerson(person('an'))
  await keepPerson(person('an'), false)
  await keepPerson(person('binh'), true)
  await keepPerson(person('binh'), false)
  await keepPerson(person('an'))
  expect(await knownPeople()).toMatchObject([{ pin: false }, { pin: true }])
})

test('one name is taken off, the others stay', async () => {
  await keepPerson(person('an'))
  await keepPerson(person('binh'))
  await dropPerson('an')
  expect((await knownPeople()).map(({ id }) => id)).toEqual(['binh'])
})

test('who is erased is no longer known', async () => {
  await keepPerson(person('an'))
  await eraseOwn('an')
  expect(await knownPeople()).toEqual([])
})

test('with a parent whose account has ended the children go from the phone, and nobody else', async () => {
  await keepPerson(person('an'))
  await keepPerson({ ...person('be'), guardian: 'an' })
  await keepPerson({ ...person('chi'), guardian: 'binh' })
  const draft = {
    owner: 'be',
    module: 'm',
    version: 1,
    seed: 1,
    step: 0,
    question: 0,
    answers: {},
    startedAt: '',
    checked: [],
  }
  await saveDraft(draft)
  await eraseFamily('an')
  expect((await knownPeople()).map(({ id }) => id)).toEqual(['chi'])
  expect(await (await database()).getAll('drafts')).toEqual([])
})
