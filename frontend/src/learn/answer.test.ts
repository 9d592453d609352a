import { describe, expect, test } from 'vitest'
import type { Question } from '../api/schema'
import { emptySlot, judgement, missing, pairsOf, sentencePieces, withPair } from './answer'

const question = (kind: Question['kind'], slots: string[] = []): Question => ({
  id: 'q',
  kind,
  text: '?',
  options: [],
  slots: slots.map((id) => ({ id })),
})

describe('pairs', () => {
  test('are read by slot', () => {
    expect([...pairsOf(['a:2', 'b-c:1'])]).toEqual([
      ['a', '2'],
      ['b-c', '1'],
    ])
  })

  test('a slot takes another option in place of its own', () => {
    expect(withPair(['a:1', 'b:2'], 'a', '3')).toEqual(['b:2', 'a:3'])
  })

  test('an option leaves the slot where it was', () => {
    expect(withPair(['a:1', 'b:2'], 'b', '1')).toEqual(['b:1'])
  })

  test('a slot can be emptied', () => {
    expect(withPair(['a:1', 'b:2'], 'a', null)).toEqual(['b:2'])
  })

  test('ids that end or begin alike are not mixed up', () => {
    expect(withPair(['a:1', 'aa:11'], 'a', '11')).toEqual(['a:11'])
    expect(withPair(['a:1', 'aa:11'], 'b', '111')).toEqual(['a:1', 'aa:11', 'b:111'])
  })
})

describe('the next empty slot', () => {
  const three = question('match', ['a', 'b', 'c'])
  test('is the first one at the start', () => expect(emptySlot(three, [])).toBe('a'))
  test('is looked for further down first', () => expect(emptySlot(three, ['b:1'], 'b')).toBe('c'))
  test('is then looked for from the top', () => expect(emptySlot(three, ['b:1', 'c:2'], 'c')).toBe('a'))
  test('is none when all are taken', () => expect(emptySlot(three, ['a:3', 'b:1', 'c:2'], 'c')).toBeUndefined())
})

describe('a sentence with gaps', () => {
  test('is cut at them', () => {
    expect(sentencePieces('Xem [[1]] và [[2]].')).toEqual([
      { text: 'Xem ' },
      { slot: '1' },
      { text: ' và ' },
      { slot: '2' },
      { text: '.' },
    ])
  })

  test('may begin and end with one', () => {
    expect(sentencePieces('[[ten]] trước')).toEqual([{ slot: 'ten' }, { text: ' trước' }])
    expect(sentencePieces('[[1]]')).toEqual([{ slot: '1' }])
  })

  test('may be missing', () => expect(sentencePieces(undefined)).toEqual([]))
})

test('verdict and reason are told apart in any order', () => {
  expect(judgement(['scam', 'a'])).toEqual({ verdict: 'scam', reason: 'a' })
  expect(judgement(['a', 'safe'])).toEqual({ verdict: 'safe', reason: 'a' })
  expect(judgement([])).toEqual({ verdict: undefined, reason: undefined })
})

test.each([
  ['single', [], 1],
  ['single', ['a'], 0],
  ['several', ['a'], 0],
  ['match', [], 2],
  ['match', ['b:1'], 1],
  ['fill', ['a:1', 'b:2'], 0],
  ['safe_or_scam', [], 2],
  ['safe_or_scam', ['scam'], 1],
  ['safe_or_scam', ['a', 'scam'], 0],
] as const)('%s with %j lacks %i', (kind, answer, lack) => {
  expect(missing(question(kind, ['a', 'b']), [...answer])).toBe(lack)
})
