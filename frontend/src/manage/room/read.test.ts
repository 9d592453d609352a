import { expect, test } from 'vitest'
import type { Insights } from '../../api/schema'
import { missingTo, placesIn, reachedTargets, shareOf } from './read'
import { stateOf } from './state'

const place = (name: string, participants: number | null, roll: number, target = 50, band = '') => ({
  id: name,
  name,
  kind: 'commune',
  villages: 3,
  band,
  target,
  gain: participants,
  totals: {
    learners: participants,
    participants,
    completed: 0,
    points: 0,
    submissions: 0,
    roll,
    rate: participants === null || roll === 0 ? null : participants / roll,
    registered: 0,
  },
  work: { attempts: 0, assisted: 0 },
})

const of = (...places: ReturnType<typeof place>[]) => ({ places, ward: null }) as unknown as Insights
const names = (insights: Insights, query: Record<string, string>) =>
  placesIn(insights, stateOf(query)).map(({ name }) => name)

test('a place without a roll stands last whatever the order', () => {
  const insights = of(place('Ea Tu', 30, 100), place('Krông Ana', 10, 0), place('Cư Bao', 80, 100))
  expect(names(insights, {})).toEqual(['Cư Bao', 'Ea Tu', 'Krông Ana'])
  expect(names(insights, { turned: '1' })).toEqual(['Ea Tu', 'Cư Bao', 'Krông Ana'])
})

test('those furthest from their target stand first, and a hidden count between none and five', () => {
  const insights = of(place('A', 40, 100, 50), place('B', null, 100, 50), place('C', 60, 100, 90))
  expect(names(insights, { sort: 'target' })).toEqual(['B', 'C', 'A'])
})

test('a name is found without its marks, and sizes part villages alone', () => {
  const insights = of(place('Đắk Liêng', 1, 10, 0, 'b1'), place('Ea Súp', 1, 10, 0, 'b2'))
  expect(names(insights, { text: 'dak' })).toEqual(['Đắk Liêng'])
  expect(names(insights, { band: 'b1' })).toHaveLength(2)
  const ward = { ...insights, ward: { code: '24163' } } as Insights
  expect(names(ward, { band: 'b2' })).toEqual(['Ea Súp'])
})

test('people who are missing are whole people, none once the target is reached', () => {
  expect(missingTo(50, 40, 101)).toBe(11)
  expect(missingTo(50, 60, 100)).toBe(0)
  expect([missingTo(0, 1, 100), missingTo(50, null, 100), missingTo(50, 1, 0)]).toEqual([null, null, null])
  expect(reachedTargets([place('A', 50, 100), place('B', 49, 100), place('C', null, 100), place('D', 9, 0)])).toEqual({
    reached: 1,
    of: 3,
  })
})

test('a share is told only where people and roll are', () => {
  expect([shareOf(5, 10), shareOf(null, 10), shareOf(5, 0)]).toEqual([0.5, null, null])
})
