import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { at, type Bubble, layout, type Spot, towards } from './layout'

// The real 102 units; the last three columns have no commas before them that are inside quotes.
const spots: Spot[] = readFileSync('../seed/wards.csv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [size, lon, lat] = line.split(',').slice(-3).map(Number)
    return { id: line.slice(0, 5), lon: lon as number, lat: lat as number, size: size as number }
  })
const widths = [296, 480, 720, 1100]
const byId = (bubbles: readonly Bubble[]) => new Map(bubbles.map((one) => [one.id, one]))

test('there are all 102', () => {
  expect(spots).toHaveLength(102)
  expect(layout(spots, 720).bubbles).toHaveLength(102)
})

test('the same places give the same map, in whatever order they come', () => {
  expect(layout([...spots].reverse(), 720)).toEqual(layout(spots, 720))
})

test.each(widths)('at %i px no two bubbles lie on each other, and all lie on the paper', (width) => {
  const { bubbles, height } = layout(spots, width)
  for (const [index, a] of bubbles.entries()) {
    expect(a.x - a.r).toBeGreaterThanOrEqual(-0.01)
    expect(a.x + a.r).toBeLessThanOrEqual(width + 0.01)
    expect(a.y - a.r).toBeGreaterThanOrEqual(-0.01)
    expect(a.y + a.r).toBeLessThanOrEqual(height + 0.01)
    for (const b of bubbles.slice(index + 1)) {
      expect(Math.hypot(a.x - b.x, a.y - b.y), `${a.id} and ${b.id}`).toBeGreaterThanOrEqual(a.r + b.r - 0.1)
    }
  }
})

test.each(widths)('at %i px places that are clearly apart keep their order', (width) => {
  const drawn = byId(layout(spots, width).bubbles)
  const clearly = 0.35 // degrees, of 1.7 across
  for (const a of spots) {
    for (const b of spots) {
      const [x, y] = [drawn.get(a.id) as Bubble, drawn.get(b.id) as Bubble]
      if (b.lon - a.lon > clearly) expect(y.x).toBeGreaterThan(x.x)
      if (b.lat - a.lat > clearly) expect(y.y).toBeLessThan(x.y)
    }
  }
})

test('a larger roll never has a smaller bubble', () => {
  const drawn = byId(layout(spots, 720).bubbles)
  const bySize = [...spots].sort((a, b) => a.size - b.size).map((one) => (drawn.get(one.id) as Bubble).r)
  expect(bySize).toEqual([...bySize].sort((a, b) => a - b))
})

test('places without a roll, places at one point and no places at all can be drawn', () => {
  expect(layout([], 300).bubbles).toEqual([])
  const twins = layout(
    [
      { id: 'a', lon: 108, lat: 12.5, size: 0 },
      { id: 'b', lon: 108, lat: 12.5, size: 0 },
    ],
    300,
  ).bubbles
  const [a, b] = twins as [Bubble, Bubble]
  expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(a.r + b.r - 0.1)
})

test('arrow keys lead to a neighbour on their side, and stay where there is none', () => {
  const cross: Bubble[] = [
    { id: 'middle', x: 50, y: 50, r: 5 },
    { id: 'east', x: 90, y: 52, r: 5 },
    { id: 'far east', x: 190, y: 50, r: 5 },
    { id: 'north', x: 48, y: 10, r: 5 },
  ]
  expect(towards(cross, 'middle', 'right')).toBe('east')
  expect(towards(cross, 'middle', 'up')).toBe('north')
  expect(towards(cross, 'middle', 'left')).toBe('middle')
  expect(towards(cross, 'far east', 'left')).toBe('east')
})

test('arrow keys reach every place', () => {
  const { bubbles } = layout(spots, 720)
  const seen = new Set([bubbles[0]?.id as string])
  for (const id of seen) for (const to of ['left', 'right', 'up', 'down'] as const) seen.add(towards(bubbles, id, to))
  expect(seen.size).toBe(102)
})

test('a finger finds the bubble it touches or the nearest within reach', () => {
  const two: Bubble[] = [
    { id: 'a', x: 10, y: 10, r: 5 },
    { id: 'b', x: 40, y: 10, r: 5 },
  ]
  expect(at(two, 12, 10, 8)).toBe('a')
  expect(at(two, 30, 10, 8)).toBe('b')
  expect(at(two, 100, 100, 8)).toBeUndefined()
})
