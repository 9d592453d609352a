import { beforeEach, expect, test } from 'vitest'
import { dropKnown, keepKnown, knownOf } from './known'

beforeEach(() => localStorage.clear())

test('each person on a phone has answers of their own', () => {
  keepKnown('p1', { a: true })
  keepKnown('p2', { a: false })
  expect([knownOf('p1'), knownOf('p2')]).toEqual([{ a: true }, { a: false }])
})

test('what was answered before registering still holds', () => {
  keepKnown('', { a: true })
  expect(knownOf('p1')).toEqual({ a: true })
  keepKnown('p1', { a: false })
  expect(knownOf('p1')).toEqual({ a: false })
})

test('nothing was answered', () => expect(knownOf('p1')).toEqual({}))

test('who is erased leaves no answers', () => {
  keepKnown('p1', { a: true })
  dropKnown('p1')
  expect(knownOf('p1')).toEqual({})
})

test('what cannot be read counts as nothing', () => {
  localStorage.setItem('hocso.known.p1', '{')
  expect(knownOf('p1')).toEqual({})
})
