import { describe, expect, test } from 'vitest'
import type { Part, Question } from '../api/schema'
import { begin, clusters, hint, isOn, type Play, replay, step, typed } from './simulation'

const question: Question = {
  id: 'q',
  kind: 'simulation',
  text: '?',
  options: [],
  key: ['mo', 'k1', 'k1', 'loa', 'goi'],
  screens: [
    {
      id: 'dau',
      parts: [
        { kind: 'icon', text: 'Gọi', spot: 'mo', opens: 'so' },
        { kind: 'icon', text: 'Tin nhắn', spot: 'tin', feedback: 'Tin nhắn để viết.' },
      ],
    },
    {
      id: 'so',
      parts: [
        { kind: 'keypad', text: 'Số', feedback: 'Bấm số khác.' },
        { kind: 'switch', text: 'Loa', spot: 'loa' },
        { kind: 'button', text: 'Gọi', spot: 'goi', opens: 'het', feedback: 'Bấm số trước.' },
      ],
    },
    { id: 'het', parts: [{ kind: 'title', text: 'Đang gọi' }] },
  ],
}
const path = question.key as string[]
const at = (taps: string[]): Play => replay(question, taps)

describe('the path', () => {
  test('begins at the first screen', () => {
    expect(begin(question)).toMatchObject({ screen: { id: 'dau' }, done: 0, finished: false, taps: [] })
  })

  test('a right tap opens its screen', () => {
    expect(at(['mo'])).toMatchObject({ screen: { id: 'so' }, done: 1, misses: 0 })
  })

  test('a right tap that opens nothing stays on its screen', () => {
    expect(at(['mo', 'k1'])).toMatchObject({ screen: { id: 'so' }, done: 2, here: ['k1'] })
  })

  test('is finished with its last tap, and takes none after it', () => {
    const end = at(path)
    expect(end).toMatchObject({ screen: { id: 'het' }, finished: true, taps: path })
    expect(step(question, end, 'mo')).toBe(end)
  })

  test('is finished also where the last tap opens nothing', () => {
    const short = { ...question, key: ['mo', 'k1'] }
    expect(replay(short, ['mo', 'k1'])).toMatchObject({ finished: true, screen: { id: 'so' } })
  })
})

describe('a wrong tap', () => {
  test('keeps the place, is recorded and says why', () => {
    expect(at(['tin'])).toMatchObject({
      screen: { id: 'dau' },
      done: 0,
      misses: 1,
      taps: ['tin'],
      feedback: 'Tin nhắn để viết.',
    })
  })

  test('on a spot of the path before its turn is wrong as well', () => {
    expect(at(['mo', 'goi'])).toMatchObject({ screen: { id: 'so' }, misses: 1, feedback: 'Bấm số trước.' })
  })

  test('on a key of the number pad says what the pad says', () => {
    expect(at(['mo', 'k5'])).toMatchObject({ misses: 1, feedback: 'Bấm số khác.', here: [] })
  })

  test('can be without words of its own', () => {
    expect(at(['mo', 'loa']).feedback).toBeUndefined()
  })

  test('does not stop anybody from finishing, and stays in the answer', () => {
    const end = at(['tin', ...path])
    expect(end.finished).toBe(true)
    expect(end.taps).toEqual(['tin', ...path])
  })

  test('is forgotten by the next right one', () => {
    expect(at(['tin', 'tin', 'mo'])).toMatchObject({ misses: 0, feedback: undefined })
  })
})

describe('the right spot', () => {
  test('is shown after two wrong taps at the same place, not before', () => {
    expect(hint(question, at([]))).toBeUndefined()
    expect(hint(question, at(['tin']))).toBeUndefined()
    expect(hint(question, at(['tin', 'tin']))).toBe('mo')
    expect(hint(question, at(['tin', 'mo', 'k2']))).toBeUndefined()
    expect(hint(question, at(['mo', 'k2', 'k3']))).toBe('k1')
  })
})

test('no more than 60 taps are recorded, and one can still finish', () => {
  const lost = at(Array.from({ length: 70 }, () => 'tin'))
  expect(lost.taps).toHaveLength(60)
  expect(lost.misses).toBe(70)
  const end = path.reduce((play, spot) => step(question, play, spot), lost)
  expect(end.finished).toBe(true)
  expect(end.taps).toHaveLength(60)
})

test('a step leaves the play before it as it was', () => {
  const before = at(['mo'])
  const copy = JSON.parse(JSON.stringify(before))
  step(question, before, 'k1')
  expect(JSON.parse(JSON.stringify(before))).toEqual(copy)
})

test('the display shows the digits typed right on this screen', () => {
  expect(typed(at(['mo']))).toBe('')
  expect(typed(at(['mo', 'k1', 'k7', 'k1']))).toBe('11')
  expect(typed(at(['mo', 'k1', 'k1', 'loa']))).toBe('11')
})

test('a switch turns with each right tap on it', () => {
  const part: Part = { kind: 'switch', text: 'Loa', spot: 'loa' }
  expect(isOn(part, at(['mo', 'k1', 'k1']))).toBe(false)
  expect(isOn(part, at(['mo', 'k1', 'k1', 'loa']))).toBe(true)
  expect(isOn({ ...part, on: true }, at(['mo', 'k1', 'k1', 'loa']))).toBe(false)
  expect(isOn({ kind: 'switch', text: 'Wi-Fi', on: true }, at([]))).toBe(true)
})

test('neighbouring icons and pieces are drawn together, other parts alone', () => {
  const kinds = ['title', 'icon', 'icon', 'row', 'row', 'icon', 'piece', 'piece'] as const
  const drawn = clusters(kinds.map((kind) => ({ kind, text: kind })))
  expect(drawn.map((group) => group.map((part) => part.kind).join(' '))).toEqual([
    'title',
    'icon icon',
    'row',
    'row',
    'icon',
    'piece piece',
  ])
})

test('a question without screens or path is nothing to do', () => {
  expect(begin({ id: 'q', kind: 'simulation', text: '?', options: [] })).toMatchObject({ finished: true })
})
