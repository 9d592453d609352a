import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Course, Summary } from '../api/schema'
import { fold, nextModule, noSummary, type OwnResult, passedModules, type Rules } from './fold'

interface Told extends Omit<OwnResult, 'right' | 'review'> {
  review?: boolean
  right?: string[]
  wrong?: string[]
}
interface Case {
  name: string
  campaign: Rules
  server: Told[]
  own: Told[]
  summary: Omit<Summary, 'resident'>
}

const resultOf = ({ right = [], wrong = [], review = false, ...told }: Told): OwnResult => ({
  ...told,
  review,
  right: Object.fromEntries([...right.map((id) => [id, true]), ...wrong.map((id) => [id, false])]),
})

/** Times as moments, however they are written. */
const plain = ({ resident: _, modules, ...rest }: Summary) => ({
  ...rest,
  modules: modules.map((one) => ({
    ...one,
    passed_at: one.passed_at && new Date(one.passed_at).toISOString(),
    last_at: new Date(one.last_at).toISOString(),
  })),
})
const expected = (summary: Case['summary']) => plain({ resident: '', ...summary })

// The server runs the same cases: progress/foldcases_test.go.
const cases: Case[] = JSON.parse(readFileSync('../progress/testdata/folds.json', 'utf8'))

describe('what was learnt, as the server says it', () => {
  const none = noSummary('')

  test.each(cases)('$name', ({ campaign, server, own, summary }) => {
    const told = fold(none, server.map(resultOf), campaign)
    const copy = structuredClone(told)
    const unsent = own.map(resultOf)
    expect(plain(fold(told, unsent, campaign))).toEqual(expected(summary))
    expect(plain(fold(told, [...unsent].reverse(), campaign))).toEqual(expected(summary))
    expect(told).toEqual(copy)
  })

  test.each(cases)(
    'the server knows the beginning, the phone the rest: $name',
    ({ campaign, server, own, summary }) => {
      const all = [...server, ...own].map(resultOf)
      all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
      for (let known = 0; known <= all.length; known++) {
        const told = fold(none, all.slice(0, known), campaign)
        expect(plain(fold(told, all.slice(known), campaign))).toEqual(expected(summary))
      }
    },
  )

  test('a phone that knows no campaign counts everything', () => {
    const results = [
      { id: '1', module: 'x', score: 4, max: 5, passed: true, review: false, right: {}, at: '2020-01-01T00:00:00Z' },
    ]
    expect(fold(none, results, null)).toMatchObject({ points: 4, passed: 1 })
  })

  test('with nothing unsent the server is right, whatever campaign the phone remembers', () => {
    const told: Summary = { ...none, points: 7, passed: 2 }
    expect(fold(told, [], { modules: [], first_day: '2020-01-01', last_day: '2020-01-01' })).toEqual(told)
  })
})

test('passed modules', () => {
  const told = fold(noSummary(''), [resultOf(cases[2]?.own[0] as Told)], null)
  expect([...passedModules(told)]).toEqual(['a'])
})

describe('what to learn next', () => {
  const head = (id: string) => ({
    id,
    version: 1,
    title: id,
    goal: '',
    minutes: 5,
    questions: 5,
    bytes: 1,
    bytes_audio: 0,
  })
  const course = (id: string, order: number, ...modules: string[]): Course => ({
    id,
    order,
    title: id,
    summary: '',
    language: 'vi',
    known: `Tôi biết ${id}`,
    modules: modules.map(head),
  })
  const courses = [course('second', 2, 'c'), course('first', 1, 'a', 'b')]
  const next = (passed: string[], begun: string[] = [], after?: string, known = {}) =>
    nextModule(courses, new Set(passed), new Set(begun), after, known)?.module.id

  test('starts with the first module of the first course', () => expect(next([])).toBe('a'))
  test('goes on to the next course', () => expect(next(['a', 'b'])).toBe('c'))
  test('prefers what was left in the middle', () => expect(next([], ['b'])).toBe('b'))
  test('after a module comes a later one before an earlier one', () => expect(next(['b'], [], 'b')).toBe('c'))
  test('after the last module comes what was skipped', () => expect(next(['b', 'c'], [], 'c')).toBe('a'))
  test('does not offer the module just taken', () => expect(next(['a', 'b'], ['c'], 'c')).toBeUndefined())
  test('begins with what is new to the person', () => expect(next([], [], undefined, { first: true })).toBe('c'))
  test('comes to what is known at the end', () => expect(next(['c'], [], 'c', { first: true })).toBe('a'))
  test('what was left in the middle comes before what is new', () => {
    expect(next([], ['b'], undefined, { first: true })).toBe('b')
  })
  test('is nothing when all is passed', () => expect(next(['a', 'b', 'c'])).toBeUndefined())
})
