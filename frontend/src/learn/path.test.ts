import { describe, expect, test } from 'vitest'
import type { Course } from '../api/schema'
import { asking, path } from './path'

const course = (id: string, order: number, known?: string): Course => ({
  id,
  order,
  title: id,
  summary: '',
  language: 'vi',
  modules: [],
  ...(known && { known }),
})
const courses = [
  course('d', 4, 'Tôi biết D'),
  course('c', 3),
  course('a', 1, 'Tôi biết A'),
  course('b', 2, 'Tôi biết B'),
  course('e', 5, 'Tôi biết E'),
]
const ids = (found: Course[]) => found.map((one) => one.id).join('')

describe('the recommended path', () => {
  test('without answers is the order of the courses', () => expect(ids(path(courses, {}))).toBe('abcde'))
  test('puts what is known last, in its order', () => {
    expect(ids(path(courses, { b: true, a: true, d: false }))).toBe('cdeab')
  })
  test('keeps the order when all is known or all is new', () => {
    expect(ids(path(courses, { a: true, b: true, c: true, d: true, e: true }))).toBe('cabde')
    expect(ids(path(courses, { a: false, b: false, d: false, e: false }))).toBe('abcde')
  })
  test('does not mind an answer to a course that asks nothing, or is gone', () => {
    expect(ids(path(courses, { c: true, x: true }))).toBe('abcde')
  })
  test('holds every course once and leaves the list alone', () => {
    const before = ids(courses)
    expect([...ids(path(courses, { a: true }))].sort().join('')).toBe('abcde')
    expect(ids(courses)).toBe(before)
  })
})

test('at most three questions are asked, those of the first courses', () => {
  expect(ids(asking(courses))).toBe('abd')
  expect(asking([course('c', 3)])).toEqual([])
})
