import { beforeEach, expect, test } from 'vitest'
import type { Module, Person } from '../../api/schema'
import { session as signIn } from '../../app/session'
import type { Draft } from '../../offline/db'
import { dropTurn, keepTurn, keptTurn } from './turn'

const module = { id: 'm', version: 2 } as Module
const draft = { module: 'm', version: 2, answers: { q: ['a'] } } as unknown as Draft
const an = { session: 's', person: 'an' }

beforeEach(() => keepTurn(an, draft))

test('who was cut off goes on where they were', () => expect(keptTurn(an, module)).toEqual(draft))

test('nobody else sees what they had answered', () => {
  expect(keptTurn({ ...an, person: 'binh' }, module)).toBeNull()
  expect(keptTurn({ ...an, session: 't' }, module)).toBeNull()
})

test('a sign-out leaves nothing behind', () => {
  signIn.set({ person: { id: 'helper' } as Person, expired: false })
  expect(keptTurn(an, module)).toEqual(draft)
  signIn.set({ person: null, expired: false })
  expect(keptTurn(an, module)).toBeNull()
})

test('answers to another version are not gone on with', () => {
  expect(keptTurn(an, { ...module, version: 3 })).toBeNull()
})

test('what is handed in is gone', () => {
  dropTurn()
  expect(keptTurn(an, module)).toBeNull()
})
