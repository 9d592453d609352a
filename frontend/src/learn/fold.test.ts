import { describe, expect, test } from 'vitest'
import type { Course } from '../api/schema'
import { fold, nextModule, noSummary, passedModules } from './fold'

const result = (module: string, score: number, passed: boolean) => ({
  module,
  score,
  max: 5,
  passed,
  at: '2026-03-01T12:00:00Z',
  review: false,
  right: {},
})

describe('own progress with unsent results', () => {
  test('a first pass counts its points and the module', () => {
    const summary = fold(noSummary('p'), [result('m1', 4, true)])
    expect(summary).toMatchObject({ submissions: 1, points: 4, passed: 1 })
    expect([...passedModules(summary)]).toEqual(['m1'])
  })

  test('only a better attempt adds points, and a pass is kept', () => {
    const summary = fold(noSummary('p'), [result('m1', 4, true), result('m1', 2, false), result('m1', 5, true)])
    expect(summary).toMatchObject({ submissions: 3, points: 5, passed: 1 })
    expect(summary.modules[0]).toMatchObject({ attempts: 3, best: 5, passed: true })
  })

  test('builds on what the server told and leaves it unchanged', () => {
    const told = fold(noSummary('p'), [result('m1', 3, false)])
    const copy = JSON.parse(JSON.stringify(told))
    expect(fold(told, [result('m1', 4, true), result('m2', 1, false)])).toMatchObject({ points: 5, passed: 1 })
    expect(told).toEqual(copy)
  })
})

describe('unsent reviews', () => {
  const quiz = { ...result('m1', 4, true), right: { q1: true, q2: false } }
  const review = { ...result('m1', 1, false), at: '2026-03-02T12:00:00Z', review: true, right: { q2: true } }

  test('what was wrong comes back', () =>
    expect(fold(noSummary('p'), [quiz]).reviews).toEqual([{ module: 'm1', question: 'q2', box: 1, due: '2026-03-02' }]))

  test('count as submissions and move what comes back, and nothing else', () => {
    const before = fold(noSummary('p'), [quiz])
    const reviews = [{ module: 'm1', question: 'q2', box: 2, due: '2026-03-05' }]
    expect(fold(before, [review])).toEqual({ ...before, submissions: 2, reviews })
    expect(fold(noSummary('p'), [{ ...review, passed: true, score: 5 }])).toEqual({ ...noSummary('p'), submissions: 1 })
  })
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
