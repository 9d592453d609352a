import { describe, expect, test } from 'vitest'
import type { DayTotals } from '../api/schema'
import { clockOrDay, runningDays, span, today } from './days'

const day = (day: string, participants: number | null): DayTotals => ({
  day,
  participants,
  learners: 0,
  completed: 0,
  points: 0,
  submissions: 0,
})

describe('running days', () => {
  test('quiet days are there and the total runs on', () => {
    expect(runningDays([day('2026-11-03', 2), day('2026-11-01', 1)], '2026-11-01', '2026-11-04')).toEqual([
      { day: '2026-11-01', fresh: 1, total: 1, more: false },
      { day: '2026-11-02', fresh: 0, total: 1, more: false },
      { day: '2026-11-03', fresh: 2, total: 3, more: false },
      { day: '2026-11-04', fresh: 0, total: 3, more: false },
    ])
  })
  test('what happened before the first day is in the total', () => {
    expect(runningDays([day('2026-10-30', 4)], '2026-11-01', '2026-11-01')).toEqual([
      { day: '2026-11-01', fresh: 0, total: 4, more: false },
    ])
  })
  test('a hidden day leaves a gap, and from then on the total is the least it can be', () => {
    const days = [day('2026-11-01', 6), day('2026-11-02', null), day('2026-11-03', 5)]
    expect(runningDays(days, '2026-11-01', '2026-11-03')).toEqual([
      { day: '2026-11-01', fresh: 6, total: 6, more: false },
      { day: '2026-11-02', fresh: null, total: 6, more: true },
      { day: '2026-11-03', fresh: 5, total: 11, more: true },
    ])
    expect(runningDays(days, '2026-11-03', '2026-11-03')).toEqual([
      { day: '2026-11-03', fresh: 5, total: 11, more: true },
    ])
  })
  test('the turn of a year is one step', () => {
    expect(runningDays([], '2026-12-31', '2027-01-01').map((one) => one.day)).toEqual(['2026-12-31', '2027-01-01'])
  })
})

test('the day begins at midnight in Việt Nam', () => {
  expect(today(Date.parse('2026-11-22T16:59:00Z'))).toBe('2026-11-22')
  expect(today(Date.parse('2026-11-22T17:00:00Z'))).toBe('2026-11-23')
})

describe('span', () => {
  const now = Date.parse('2026-11-23T05:00:00Z')
  const campaign = { first_day: '2026-11-01', last_day: '2027-02-08' }
  test('runs from the first day of the campaign to today', () => {
    expect(span([day('2026-11-05', 1)], campaign, now)).toEqual({ first: '2026-11-01', last: '2026-11-23' })
  })
  test('ends with the campaign', () => {
    expect(span([], { ...campaign, last_day: '2026-11-20' }, now).last).toBe('2026-11-20')
  })
  test('is one day before the campaign begins', () => {
    const early = { first_day: '2026-12-01', last_day: '2027-02-08' }
    expect(span([], early, now)).toEqual({ first: '2026-12-01', last: '2026-12-01' })
  })
  test('without a campaign runs from the first figure', () => {
    expect(span([day('2026-11-05', 1)], null, now)).toEqual({ first: '2026-11-05', last: '2026-11-23' })
  })
})

test('a time that is not of today has its day', () => {
  const time = '2026-11-27T16:30:00Z' // 23:30 in the province
  expect(clockOrDay(time, Date.parse('2026-11-27T16:59:00Z'))).toBe('23:30')
  expect(clockOrDay(time, Date.parse('2026-11-27T17:01:00Z'))).toBe('23:30, 27/11/2026')
})
