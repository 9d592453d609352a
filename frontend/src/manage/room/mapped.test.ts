import { expect, test } from 'vitest'
import { drawnOf, mappedOf, shadeOf, stepsInWords } from './mapped'
import type { PlaceInsight } from './read'

const place = (id: string, more: Partial<PlaceInsight>, rate: number | null, roll = 100) =>
  ({ id, name: id, kind: 'commune', target: 0, gain: 0, ...more, totals: { rate, roll } }) as unknown as PlaceInsight
const wards = ['a', 'b', 'c', 'd'].map((id, at) => ({ id, name: id, lon: 108 + at, lat: 12 }))

test('the map draws the rate, its part of the target, or the gain of seven days as a part of the roll', () => {
  const one = place('a', { target: 40, gain: 5 }, 0.3)
  expect(drawnOf(one, 'rate')).toBe(0.3)
  expect(drawnOf(one, 'target')).toBeCloseTo(0.75)
  expect(drawnOf(one, 'gain')).toBe(0.05)
  expect(drawnOf(place('a', {}, 0.3), 'target')).toBeNull()
  expect(drawnOf(place('a', { gain: null }, 0.3), 'gain')).toBeNull()
})

test('what is not told has no rank and no shade; equal figures share a rank', () => {
  const places = [
    place('a', {}, 0.3),
    place('b', {}, 0.5),
    place('c', {}, 0.3),
    place('d', {}, null, 0),
    place('e', {}, 0.9),
  ]
  const mapped = mappedOf(places, wards, 'rate')
  expect(mapped.map(({ ward, rank, reason }) => [ward.code, rank, reason])).toEqual([
    ['a', 3, 'few_learners'],
    ['b', 2, 'few_learners'],
    ['c', 3, 'few_learners'],
    ['d', 0, 'no_roll'],
  ])
  expect(shadeOf(null, 0.2)).toBe(0)
  expect(shadeOf(0.5, 0.2)).toBe(3)
})

test('a legend in words has a line for each shade', () => {
  expect(stepsInWords(0.2, (share) => `${Math.round(100 * share)}`)).toEqual([
    '0 – 20',
    '20 – 40',
    '40 – 60',
    '60 – 80',
    '80 +',
  ])
})
