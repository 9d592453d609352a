import { describe, expect, test } from 'vitest'
import type { Question } from '../api/schema'
import { grade, isRight, passes } from './grade'

const options = ['a', 'b', 'c'].map((id) => ({ id, text: id }))
const question = (kind: Question['kind'], key?: string[]): Question => ({
  id: 'q',
  kind,
  text: '?',
  options,
  ...(key && { key }),
})

describe('one answer', () => {
  test('a single choice is right when it is the one in the key', () => {
    expect(isRight(question('single', ['b']), ['b'])).toBe(true)
    expect(isRight(question('single', ['b']), ['a'])).toBe(false)
    expect(isRight(question('single', ['b']), [])).toBe(false)
  })

  test('several are right in any order, and only all of them', () => {
    expect(isRight(question('several', ['a', 'c']), ['c', 'a'])).toBe(true)
    expect(isRight(question('several', ['a', 'c']), ['a'])).toBe(false)
    expect(isRight(question('several', ['a', 'c']), ['a', 'b', 'c'])).toBe(false)
    expect(isRight(question('several', ['a', 'c']), ['a', 'b'])).toBe(false)
  })

  test('an order is right only in that order', () => {
    expect(isRight(question('order', ['a', 'b', 'c']), ['a', 'b', 'c'])).toBe(true)
    expect(isRight(question('order', ['a', 'b', 'c']), ['a', 'c', 'b'])).toBe(false)
  })

  test('one option given twice is not two options', () => {
    expect(isRight(question('several', ['a', 'c']), ['a', 'a'])).toBe(false)
    expect(isRight(question('match', ['a:1', 'b:2']), ['a:1', 'a:1'])).toBe(false)
  })

  test.each(['match', 'fill'] as const)('%s is right with every pair, in any order', (kind) => {
    expect(isRight(question(kind, ['a:2', 'b:1']), ['b:1', 'a:2'])).toBe(true)
    expect(isRight(question(kind, ['a:2', 'b:1']), ['a:1', 'b:2'])).toBe(false)
    expect(isRight(question(kind, ['a:2', 'b:1']), ['a:2'])).toBe(false)
  })

  test('safe or scam needs the verdict and the reason', () => {
    expect(isRight(question('safe_or_scam', ['scam', 'a']), ['a', 'scam'])).toBe(true)
    expect(isRight(question('safe_or_scam', ['scam', 'a']), ['scam', 'b'])).toBe(false)
    expect(isRight(question('safe_or_scam', ['scam', 'a']), ['safe', 'a'])).toBe(false)
    expect(isRight(question('safe_or_scam', ['scam', 'a']), ['scam'])).toBe(false)
  })

  test('a simulation is right with the taps of the path in order, and no other', () => {
    const key = ['mo', 'k1', 'k1']
    expect(isRight(question('simulation', key), ['mo', 'k1', 'k1'])).toBe(true)
    expect(isRight(question('simulation', key), ['k1', 'mo', 'k1'])).toBe(false)
    expect(isRight(question('simulation', key), ['tin', 'mo', 'k1', 'k1'])).toBe(false)
    expect(isRight(question('simulation', key), ['mo', 'k1'])).toBe(false)
  })

  test('an empty answer is never right', () => {
    expect(isRight(question('single', []), [])).toBe(false)
  })

  test('without a key the phone does not guess', () => {
    expect(isRight(question('single'), ['a'])).toBeNull()
  })
})

describe('a quiz', () => {
  const quiz = [
    { ...question('single', ['a']), id: 'q1' },
    { ...question('single', ['b']), id: 'q2' },
  ]

  test('counts questions right, and what was left out as not right', () => {
    expect(grade(quiz, { q1: ['a'] }, 50)).toEqual({ score: 1, max: 2, passed: true, right: { q1: true, q2: false } })
  })

  test('is not graded here when one key is missing', () => {
    expect(grade([...quiz, question('single')], {}, 50)).toBeNull()
  })

  test('passes at the mark and not below, without rounding', () => {
    expect(passes(7, 10, 70)).toBe(true)
    expect(passes(2, 3, 67)).toBe(false)
    expect(passes(4, 5, 80)).toBe(true)
    expect(passes(0, 0, 1)).toBe(false)
  })
})
