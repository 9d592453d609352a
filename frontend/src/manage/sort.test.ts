import { describe, expect, test } from 'vitest'
import type { Totals } from '../api/schema'
import { hardestFirst, nextOrder, orderOf, orderSearch, type PlaceRow, sortKeys, sortPlaces } from './sort'

const row = (name: string, totals: Partial<Totals>): PlaceRow => ({
  id: name,
  name,
  totals: {
    learners: 0,
    participants: 0,
    completed: 0,
    points: 0,
    submissions: 0,
    roll: 0,
    rate: null,
    registered: 0,
    ...totals,
  },
})

const names = (rows: PlaceRow[]) => rows.map((one) => one.name)

describe('sorting places', () => {
  const rows = [
    row('Ea Kar', { rate: 0.2, registered: 5 }),
    row('Đắk Liêng', { rate: null, registered: 9 }),
    row('Buôn Hồ', { rate: 0.4, registered: 5 }),
  ]
  test('a place without a rate stands last, whichever way', () => {
    expect(names(sortPlaces(rows, { key: 'rate', down: true }))).toEqual(['Buôn Hồ', 'Ea Kar', 'Đắk Liêng'])
    expect(names(sortPlaces(rows, { key: 'rate', down: false }))).toEqual(['Ea Kar', 'Buôn Hồ', 'Đắk Liêng'])
  })
  test('equal figures stand by name', () => {
    expect(names(sortPlaces(rows, { key: 'registered', down: true }))).toEqual(['Đắk Liêng', 'Buôn Hồ', 'Ea Kar'])
  })
  test('names follow the Vietnamese alphabet, and numbers their size', () => {
    expect(names(sortPlaces(rows, { key: 'name', down: false }))).toEqual(['Buôn Hồ', 'Đắk Liêng', 'Ea Kar'])
    const numbered = [row('Thôn 10', {}), row('Thôn 9', {})]
    expect(names(sortPlaces(numbered, { key: 'name', down: false }))).toEqual(['Thôn 9', 'Thôn 10'])
  })
  test('places are sorted by what the last seven days brought', () => {
    const gained = [
      { ...row('A', {}), gain: 0 },
      { ...row('B', {}), gain: 7 },
      { ...row('C', {}), gain: null },
    ]
    expect(names(sortPlaces(gained, { key: 'gain', down: true }))).toEqual(['B', 'C', 'A'])
  })
  test('a hidden figure stands between none and five', () => {
    const counted = [
      row('A', { completed: 5, roll: 10, rate: 0.5 }),
      row('B', { completed: null, roll: 10, participants: null }),
      row('C', { completed: 0, roll: 10, rate: 0 }),
      row('D', { completed: 0 }),
    ]
    expect(names(sortPlaces(counted, { key: 'completed', down: false }))).toEqual(['C', 'D', 'B', 'A'])
    expect(names(sortPlaces(counted, { key: 'rate', down: true }))).toEqual(['A', 'B', 'C', 'D'])
  })
  test('what was given is left alone', () => {
    sortPlaces(rows, { key: 'name', down: false })
    expect(rows[0]?.name).toBe('Ea Kar')
  })
})

test('the same heading turns the order, another one starts anew', () => {
  expect(nextOrder({ key: 'rate', down: true }, 'rate')).toEqual({ key: 'rate', down: false })
  expect(nextOrder({ key: 'rate', down: false }, 'roll')).toEqual({ key: 'roll', down: true })
  expect(nextOrder({ key: 'rate', down: true }, 'name')).toEqual({ key: 'name', down: false })
})

test('hard modules come first, untried ones not at all', () => {
  const modules = [
    { module: 'a', tried: 10, passed: 9 },
    { module: 'b', tried: 0, passed: 0 },
    { module: 'c', tried: 4, passed: 1 },
    { module: 'd', tried: 8, passed: 2 },
  ]
  expect(hardestFirst(modules).map((one) => one.module)).toEqual(['d', 'c', 'a'])
})

test('modules that few tried stand last, and few passes count as less than five', () => {
  const modules = [
    { module: 'a', tried: null, passed: null },
    { module: 'b', tried: 10, passed: 9 },
    { module: 'c', tried: 20, passed: null },
    { module: 'd', tried: 20, passed: 0 },
  ]
  expect(hardestFirst(modules).map((one) => one.module)).toEqual(['d', 'c', 'b', 'a'])
})

test('an order comes back from the address as it went, and the usual one is not said', () => {
  for (const key of sortKeys)
    for (const down of [true, false]) {
      const search = orderSearch({ key, down })
      expect(orderOf(new URLSearchParams(search).get('sort') ?? undefined)).toEqual({ key, down })
    }
  expect(orderSearch({ key: 'rate', down: true })).toBe('')
  expect(orderOf('luck')).toEqual({ key: 'rate', down: true })
})
