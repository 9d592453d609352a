import { describe, expect, test } from 'vitest'
import type { WardWeek } from '../../api/schema'
import { dayAfter, livelyOnes, quietOnes, settingFor, split } from './setting'

const names = (n: number, letters = 12) => Array.from({ length: n }, () => 'ă'.repeat(letters))

describe('the setting of the table', () => {
  test('is as large as the number of villages allows', () => {
    expect([3, 18, 19, 22, 23, 52, 53, 90].map((n) => settingFor(names(n)))).toEqual([
      'roomy',
      'roomy',
      'close',
      'close',
      'halves',
      'halves',
      'dense',
      'dense',
    ])
  })
  test('long names take more than one line', () => {
    expect(settingFor(names(7, 80))).toBe('close')
    expect(settingFor(names(20, 80))).toBe('dense')
  })
})

test('two columns hold everything in order, the first no shorter', () => {
  expect(split([1, 2, 3, 4, 5])).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
  expect(split([])).toEqual([[], []])
})

type Line = WardWeek['villages'][number]

const line = (name: string, rate: number | null, fresh: number): Line => ({
  village: { id: name, name },
  week: {
    roll: 100,
    rate,
    participants: 0,
    completed: 0,
    new_learners: 0,
    new_participants: fresh,
    new_completed: 0,
    submissions: 0,
  },
})

const called = (lines: readonly Line[]) => lines.map((one) => one.village.name)

describe('where to go next week', () => {
  const lines = [
    line('A', 0.3, 0),
    line('B', 0.1, 0),
    line('C', 0.2, 4),
    line('D', null, 0),
    line('E', 1, 0),
    line('F', 0.5, 9),
  ]
  test('the quiet ones by their rate, without those that are all in or have no roll', () => {
    expect(called(quietOnes(lines).first)).toEqual(['B', 'A'])
  })
  test('of many quiet ones a few are named and the others counted', () => {
    const many = Array.from({ length: 9 }, (_, i) => line(String(i), i / 10, 0))
    expect([quietOnes(many).first.length, quietOnes(many).more]).toEqual([3, 6])
  })
  test('the lively ones by how many are new', () => {
    expect(called(livelyOnes(lines))).toEqual(['F', 'C'])
  })
})

test('days are counted over the end of a month and a year', () => {
  expect([dayAfter('2026-11-30', 1), dayAfter('2027-01-04', -7)]).toEqual(['2026-12-01', '2026-12-28'])
})
