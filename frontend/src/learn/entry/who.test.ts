import { expect, test } from 'vitest'
import type { Person } from '../../api/schema'
import type { KnownPerson } from '../../offline/db'
import { mayForget, wayIn, whoList } from './who'

const known = (id: string, more: Partial<KnownPerson> = {}): KnownPerson => ({
  id,
  name: id,
  hint: null,
  village: null,
  guardian: null,
  staff: false,
  pin: true,
  ...more,
})
const person = (id: string, more: Partial<Person> = {}) =>
  ({ id, name: id, phone: '+84900000123', village: null, guardian: null, role: 'resident', ...more }) as Person

const names = (list: readonly KnownPerson[]) => list.map(({ id }) => id)

test('who is signed in comes first, the others by name', () => {
  expect(names(whoList([known('Bình'), known('An'), known('Đào')], person('Đào'), []))).toEqual(['Đào', 'An', 'Bình'])
})

test('who is signed in is on the list even if the phone has not noted them', () => {
  expect(whoList([], person('An'), [])).toMatchObject([{ id: 'An', hint: '123', staff: false }])
})

test('the children of who is signed in are on the list once', () => {
  const child = { id: 'Bé', name: 'Bé', created_at: '' }
  expect(names(whoList([known('Bé', { guardian: 'An' })], person('An'), [child]))).toEqual(['An', 'Bé'])
  expect(whoList([], person('An'), [child])[1]).toMatchObject({ id: 'Bé', guardian: 'An' })
})

test('nobody known, nobody signed in: an empty list', () => expect(whoList([], null, [])).toEqual([]))

test('each gets in by what they have', () => {
  const [an, card, staff] = [known('An'), known('Cả', { pin: false }), known('Cán', { staff: true })]
  const all = [an, card, staff]
  expect(wayIn(an, all, undefined)).toEqual({ by: 'pin' })
  expect(wayIn(an, all, 'An')).toEqual({ by: 'nothing' })
  expect(wayIn(card, all, 'An')).toEqual({ by: 'card' })
  expect(wayIn(staff, all, 'An')).toEqual({ by: 'password' })
})

test('a child is let in by the parent alone', () => {
  const [an, child] = [known('An'), known('Bé', { guardian: 'An', pin: false })]
  expect(wayIn(child, [an, child], 'An')).toEqual({ by: 'parent' })
  expect(wayIn(child, [an, child], 'Bình')).toEqual({ by: 'parent-pin', parent: an })
  expect(wayIn(child, [child], 'Bình')).toEqual({ by: 'parent-away' })
})

test('nobody is taken off the phone with answers that exist nowhere else', () => {
  expect(mayForget(known('An'), 'Bình', 0)).toBe('yes')
  expect(mayForget(known('An'), 'Bình', 2)).toBe('unsent')
  expect(mayForget(known('An'), 'An', 0)).toBe('signed-in')
})
