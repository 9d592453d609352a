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
  expect(everybody(kept, [person('1', null), person('2', 'Bình')]).map(({ name }) => name)).toEqual(['An', 'Bình'])
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
