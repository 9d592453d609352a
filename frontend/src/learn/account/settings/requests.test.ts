import { expect, test } from 'vitest'
import { clockOf, kinds, needsWords } from './requests'

const at = (status: 'open' | 'answered' | 'finished') => ({
  status,
  answer_by: '2026-12-03T00:00:00Z',
  finish_by: '2026-12-21T00:00:00Z',
})
const day = (text: string) => new Date(`${text}T12:00:00Z`)

test('a request is first to be answered, then to be finished', () => {
  expect(clockOf(at('open'), day('2026-12-01'))).toEqual({ until: 'answer', at: '2026-12-03T00:00:00Z', late: false })
  expect(clockOf(at('answered'), day('2026-12-10'))).toEqual({
    until: 'finish',
    at: '2026-12-21T00:00:00Z',
    late: false,
  })
  expect(clockOf(at('finished'), day('2027-01-01'))).toBeNull()
})

test('an overdue one is said to be', () => {
  expect(clockOf(at('open'), day('2026-12-03'))?.late).toBe(true)
  expect(clockOf(at('answered'), day('2026-12-22'))?.late).toBe(true)
})

test('all six kinds can be asked for; a correction and anything else need words', () => {
  expect(new Set(kinds).size).toBe(6)
  expect(kinds.filter(needsWords)).toEqual(['correct', 'other'])
})
