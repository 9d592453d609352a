import { expect, test } from 'vitest'
import type { Question } from '../api/schema'
import { firstAnswer, shownOptions, shuffled } from './shuffle'

const options = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: id }))
const ids = (shown: { id: string }[]) => shown.map((option) => option.id).join('')
const seeds = Array.from({ length: 500 }, (_, seed) => seed)

test('a shuffle keeps every item once', () => {
  for (const seed of seeds) expect(shuffled([1, 2, 3, 4, 5], seed).sort()).toEqual([1, 2, 3, 4, 5])
})

test('the same seed gives the same order, other seeds reach all of them', () => {
  expect(shuffled(options, 7)).toEqual(shuffled(options, 7))
  expect(new Set(seeds.map((seed) => ids(shuffled(options, seed)))).size).toBe(24)
})

test('true and false stay where they are', () => {
  const question: Question = { id: 'q', kind: 'true_false', text: '?', options: options.slice(0, 2), key: ['a'] }
  for (const seed of seeds) expect(ids(shownOptions(question, seed))).toBe('ab')
})

test('an order is never shown already right', () => {
  const three = options.slice(0, 3)
  const question: Question = { id: 'q', kind: 'order', text: '?', options: three, key: ['a', 'b', 'c'] }
  for (const seed of seeds) expect(ids(shownOptions(question, seed))).not.toBe('abc')
})

test('two questions of one attempt are not mixed alike', () => {
  const of = (id: string, seed: number) => ids(shownOptions({ id, kind: 'single', text: '?', options }, seed))
  expect(seeds.some((seed) => of('q1', seed) !== of('q2', seed))).toBe(true)
})

test.each(['match', 'fill', 'safe_or_scam'] as const)('what %s picks from is mixed for each attempt', (kind) => {
  const question: Question = { id: 'q', kind, text: '?', options, slots: [{ id: '1' }], key: ['1:a'] }
  const mixes = seeds.map((seed) => ids(shownOptions(question, seed)))
  expect(new Set(mixes).size).toBe(24)
  for (const mix of mixes) expect([...mix].sort().join('')).toBe('abcd')
  expect(question.options).toEqual(options)
})

test('a simulation has nothing to mix', () => {
  const screens = [{ id: 's', parts: [{ kind: 'row' as const, text: 'Gọi', spot: 'goi' }] }]
  const question: Question = { id: 'q', kind: 'simulation', text: '?', options: [], screens, key: ['goi'] }
  expect(shownOptions(question, 7)).toEqual([])
})

test('only an order begins with an answer', () => {
  const order: Question = { id: 'q', kind: 'order', text: '?', options, key: ['a', 'b', 'c', 'd'] }
  expect(firstAnswer(order, 7)).toEqual(shownOptions(order, 7).map((option) => option.id))
  expect(firstAnswer({ ...order, kind: 'several' }, 7)).toEqual([])
})
