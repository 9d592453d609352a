import { expect, test } from 'vitest'
import type { RosterPerson } from '../../offline/db'
import { byCallName, callName, cardNumber, everybody, namesakes } from './roster'

const person = (id: string, name: string | null): RosterPerson => ({
  id,
  name,
  hint: null,
  unconfirmed: false,
  status: null,
  passed: [],
  card: false,
  card_number: null,
})

const newcomer = (id: string, name: string | null, minute: number, hint: string | null = null) => ({
  ...person(id, name),
  hint,
  status: null,
  at: new Date(Date.parse('2026-12-01T12:00:00Z') + minute * 60_000).toISOString(),
})

test.each([
  ['Nguyễn Thị Hồng Phương Thảo', 'Thảo'],
  ['H’Lan Niê', 'H’Lan'],
  ["H'Hương Êban", "H'Hương"],
  ['H Bliăk Mlô', 'H Bliăk'],
  ['Y Thương Ayun', 'Y Thương'],
  ['Nguyễn Như Ý', 'Ý'],
  ['Y Thương', 'Y Thương'],
  ['Lan', 'Lan'],
])('%s is called %s', (name, call) => expect(callName(name)).toBe(call))

test('people stand by what they are called by, whoever is not named after them', () => {
  const people = [person('1', null), person('2', 'Trần Văn Dũng'), person('3', 'Lê Thị Đào'), person('4', 'Phạm An')]
  expect(byCallName(people).map(({ id }) => id)).toEqual(['4', '2', '3', '1'])
})

test('whoever was enrolled here is on the list once, as the server has them if it does', () => {
  const kept = { owner: 'o', village: 'v', name: '', people: [person('1', 'An')], at: 0 }
  expect(everybody(kept, [newcomer('1', null, 0), newcomer('2', 'Bình', 1)]).map(({ name }) => name)).toEqual([
    'An',
    'Bình',
  ])
})

test('a namesake is found without accents, and nobody by an empty name', () => {
  const people = [person('1', 'Nguyễn Thị Bích'), person('2', null)]
  expect(namesakes(people, ' nguyen thi bich').map(({ id }) => id)).toEqual(['1'])
  expect(namesakes(people, ' ')).toEqual([])
})

test('a card’s number is the one that the server gives', async () => {
  // The first ten digits of: printf 'hocso card number\nabc' | sha256sum
  expect(await cardNumber('abc')).toBe('24ddc5a179')
})

test('people of one name are marked as such, also where the accents differ', () => {
  const kept = {
    owner: 'o',
    village: 'v',
    name: '',
    at: 0,
    people: [person('1', 'Lê Hạnh'), person('2', 'Lê Hanh'), person('3', 'An')],
  }
  expect(
    everybody(kept, [])
      .flatMap(({ id, alike }) => (alike ? [id] : []))
      .sort(),
  ).toEqual(['1', '2'])
})

test('newcomers who will not be named keep their number from before to after they are sent', () => {
  const numbers = (name: string | null) =>
    everybody(undefined, [newcomer('b', name, 9), newcomer('a', name, 1), newcomer('c', name, 5, '042')])
      .flatMap(({ id, guest }) => (guest ? [`${id} ${guest.place}`] : []))
      .sort()
  expect(numbers('H’Lan')).toEqual(['a 1', 'b 2'])
  expect(numbers(null)).toEqual(['a 1', 'b 2'])
})
