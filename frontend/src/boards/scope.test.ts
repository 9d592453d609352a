import { describe, expect, test } from 'vitest'
import type { Person } from '../api/schema'
import { type Row, viewOf } from './parts/view'
import { barLength, boardName, cell, nobodyStarted, ownPlaces, rowLink, scopeOf, sharedRanks } from './scope'

const row = (rank: number, value: number): Row => ({
  rank,
  value,
  id: `24163-${String(rank).padStart(3, '0')}`,
  name: 'Buôn Ea Nao (mẫu)',
  done: 1,
  roll: 40,
  roll_day: '2026-11-12',
  roll_version: 1,
  change: null,
  missing: null,
  trend: [],
  as_of: '2026-11-23T12:00:00Z',
})

test('the address says which board is shown', () => {
  expect(boardName(scopeOf('/boards', undefined))).toBe('wards')
  expect(boardName(scopeOf('/boards/villages', undefined))).toBe('villages')
  expect(boardName(scopeOf('/boards/wards/24163', '24163'))).toBe('wards/24163/villages')
})

test('rows lead down with the same view, and the last level leads nowhere', () => {
  const view = viewOf({ measure: 'points', list: 'apart' })
  expect(rowLink({ of: 'wards' }, '24163', viewOf({}))).toBe('/boards/wards/24163')
  expect(rowLink({ of: 'wards' }, '24163', view)).toBe('/boards/wards/24163?measure=points')
  expect(rowLink({ of: 'villages' }, '24163-001', view)).toBe('/boards/wards/24163?measure=points&around=24163-001')
  expect(rowLink({ of: 'ward', code: '24163' }, '24163-001', view)).toBeUndefined()
})

describe('own places', () => {
  const person = {
    village: { id: '24163-001' },
    ward: { code: '24163' },
    appointments: [{ role: 'coordinator', village: '24163-002' }],
  } as unknown as Person

  test('those in charge come before home', () => {
    expect(ownPlaces({ of: 'villages' }, person)).toEqual([
      { id: '24163-002', charge: true },
      { id: '24163-001', charge: false },
    ])
  })
  test('a board of wards knows the ward, a board of another ward nothing', () => {
    expect(ownPlaces({ of: 'wards' }, person)).toEqual([{ id: '24163', charge: false }])
    expect(ownPlaces({ of: 'ward', code: '24175' }, person)).toEqual([])
  })
  test('a stranger has none', () => expect(ownPlaces({ of: 'wards' }, null)).toEqual([]))
})

test('a rank is shared when two neighbours have it', () => {
  expect([...sharedRanks([row(1, 0.5), row(2, 0.4), row(2, 0.4), row(4, 0)])]).toEqual([2])
})

test('a board where the first place has nothing says that nobody has started', () => {
  expect(nobodyStarted([row(1, 0), row(1, 0)])).toBe(true)
  expect(nobodyStarted([row(1, 0.1), row(2, 0)])).toBe(false)
  expect(nobodyStarted([row(88, 0)])).toBe(false)
  expect(nobodyStarted([])).toBe(false)
})

test('bars of points and gains are measured against the most', () => {
  expect(barLength(row(1, 0.3), 'rate', 0.6)).toBe(0.3)
  expect(barLength(row(1, 30), 'points', 60)).toBe(0.5)
  expect(barLength(row(1, 0.1), 'gain', 0.2)).toBe(0.5)
  expect(barLength(row(1, 0), 'points', 0)).toBe(0)
})

test('two columns are read down, block by block', () => {
  expect(cell(0, 50)).toEqual({ row: 1, column: 1 })
  expect(cell(9, 50)).toEqual({ row: 10, column: 1 })
  expect(cell(10, 50)).toEqual({ row: 1, column: 2 })
  expect(cell(20, 50)).toEqual({ row: 11, column: 1 })
  expect(cell(45, 50)).toEqual({ row: 21, column: 2 })
  expect(cell(2, 5)).toEqual({ row: 3, column: 1 })
  expect(cell(3, 5)).toEqual({ row: 1, column: 2 })
})
