import { expect, test } from 'vitest'
import type { Question } from '../../api/schema'
import { onPaper } from './onPaper'

const options = ['a', 'b', 'c'].map((id) => ({ id, text: `chữ ${id}` }))
const question = (kind: Question['kind'], key: string[], more: Partial<Question> = {}): Question => ({
  id: 'q',
  kind,
  text: '?',
  options,
  key,
  ...more,
})
const letters = (one: Question) => new Map(onPaper([one])[0]?.options.map(({ text, letter }) => [text, letter]))

test('the letters of what is right are the same in every room', () => {
  const one = question('several', ['c', 'a'])
  const [paper] = onPaper([one])
  const wanted = paper?.options.flatMap(({ letter, right }) => (right ? [letter] : [])).join(' ')
  expect(paper?.key).toBe(wanted)
  expect(onPaper([one])).toEqual(onPaper([one]))
  expect(
    paper?.options
      .filter(({ right }) => right)
      .map(({ text }) => text)
      .sort(),
  ).toEqual(['chữ a', 'chữ c'])
})

test('an order is told by its letters, in sequence', () => {
  const one = question('order', ['b', 'c', 'a'])
  const by = letters(one)
  expect(onPaper([one])[0]?.key).toBe(['chữ b', 'chữ c', 'chữ a'].map((text) => by.get(text)).join(' '))
})

test('gaps have numbers, and pairs are told by number and letter', () => {
  const slots = [{ id: 's' }, { id: 't' }]
  const one = question('fill', ['t:a', 's:b'], { slots, sentence: 'Gọi [[s]], đừng bấm [[t]].' })
  const by = letters(one)
  expect(onPaper([one])[0]).toMatchObject({
    sentence: 'Gọi (1) ……, đừng bấm (2) …….',
    key: `1 ${by.get('chữ b')}, 2 ${by.get('chữ a')}`,
  })
})

test('a judgement is told apart from its reason', () => {
  const one = question('safe_or_scam', ['scam', 'b'])
  expect(onPaper([one])[0]).toMatchObject({ verdict: 'scam', key: letters(one).get('chữ b') })
})

test('what is done on a drawn phone is left out, and an unknown key stays unsaid', () => {
  const { key: _, ...graded } = question('single', [])
  expect(onPaper([question('simulation', ['x']), graded]).map(({ key }) => key)).toEqual([null])
})
