import { describe, expect, test } from 'vitest'
import type { DayTotals } from '../api/schema'
import { runningDays, span, today } from './days'

const day = (day: string, participants: number): DayTotals => ({ day, participants, learners: 0, completed: 0 })

describe('running days', () => {
  test('quiet days are there and the total runs on', () => {
    expect(runningDays([day('2026-11-03', 2), day('2026-11-01', 1)], '2026-11-01', '2026-11-04')).toEqual([
      { day: '2026-11-01', fresh: 1, total: 1 },
      { day: '2026-11-02', fresh: 0, total: 1 },
      { day: '2026-11-03', fresh: 2, total: 3 },
      { day: '2026-11-04', fresh: 0, total: 3 },
    ])
  })
  test('what happened before the first day is in the total', () => {
    expect(runningDays([day('2026-10-30', 4)], '2026-11-01', '2026-11-01')).toEqual([
      { day: '2026-11-01', fresh: 0, total: 4 },
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
