import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import type { Module, Question } from '../api/schema'
import { addDays, dayOf } from './day'
import { dueQuestions, type Marks, type Review, reviewsAfter } from './review'

interface Case {
  name: string
  results: { at: string; module: string; review?: boolean; right?: string[]; wrong?: string[] }[]
  reviews: Review[]
}

const marks = ({ at, module, right = [], wrong = [] }: Case['results'][number]): Marks => ({
  at,
  module,
  right: Object.fromEntries([...right.map((id) => [id, true]), ...wrong.map((id) => [id, false])]),
})

// The server runs the same cases: progress/review_test.go.
const cases: Case[] = JSON.parse(readFileSync('../progress/testdata/reviews.json', 'utf8'))

describe('what comes back, as the server says it', () => {
  test.each(cases)('$name', ({ results, reviews }) => {
    const all = results.map(marks)
    expect(reviewsAfter([], all)).toEqual(reviews)
    expect(reviewsAfter([], [...all].reverse())).toEqual(reviews)
  })

  test.each(cases)('the server knows the beginning, the phone the rest: $name', ({ results, reviews }) => {
    const all = results.map(marks).sort((a, b) => a.at.localeCompare(b.at))
    for (let known = 0; known <= all.length; known++) {
      const told = reviewsAfter([], all.slice(0, known))
      const copy = structuredClone(told)
      expect(reviewsAfter(told, all.slice(known))).toEqual(reviews)
      expect(told).toEqual(copy)
    }
  })
})

describe('days of the province', () => {
  test.each([
    ['2026-11-02T16:59:59.999Z', '2026-11-02'],
    ['2026-11-02T17:00:00Z', '2026-11-03'],
    ['2026-12-31T23:30:00+07:00', '2026-12-31'],
    ['2027-01-01T00:00:00+07:00', '2027-01-01'],
  ])('%s is on %s', (time, day) => expect(dayOf(time)).toBe(day))

  test('go over the ends of months and years', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-12-31', 21)).toBe('2027-01-21')
  })
})

describe('which questions to ask', () => {
  const review = (module: string, question: string, due: string): Review => ({ module, question, box: 1, due })
  const lesson = (id: string, ...questions: string[]) =>
    ({ id, quiz: { mode: 'practice', questions: questions.map((one) => ({ id: one })) } }) as unknown as Module
  const lessons: Record<string, Module> = { a: lesson('a', 'q1', 'q2'), b: lesson('b', 'q1') }
  const load = vi.fn(async (id: string) => {
    const found = lessons[id]
    if (!found) throw new Error(`no network, and ${id} is not kept`)
    return found
  })
  const prepare = vi.fn(async (_: Question): Promise<unknown> => undefined)
  const asked = async (reviews: Review[], limit = 3) =>
    (await dueQuestions(reviews, '2026-11-10', limit, { load, prepare })).map(
      ({ module, question }) => `${module.id} ${question.id}`,
    )

  test('those due today or before, longest due first', async () =>
    expect(
      await asked([review('b', 'q1', '2026-11-01'), review('a', 'q2', '2026-11-10'), review('a', 'q1', '2026-11-11')]),
    ).toEqual(['b q1', 'a q2']))

  test('not more than there is room for', async () =>
    expect(await asked([review('a', 'q1', '2026-11-01'), review('a', 'q2', '2026-11-02')], 1)).toEqual(['a q1']))

  test('lessons out of reach and questions that are no more are passed over', async () =>
    expect(
      await asked([
        review('gone', 'q1', '2026-11-01'),
        review('a', 'old', '2026-11-02'),
        review('gone', 'q2', '2026-11-03'),
        review('a', 'q1', '2026-11-04'),
      ]),
    ).toEqual(['a q1']))

  test('a question that nothing can draw just now is passed over', async () => {
    prepare.mockRejectedValueOnce(new Error('no network'))
    expect(await asked([review('a', 'q1', '2026-11-01'), review('a', 'q2', '2026-11-02')])).toEqual(['a q2'])
  })

  test('each lesson is asked for once, and none where nothing is due', async () => {
    load.mockClear()
    await asked([review('a', 'q1', '2026-11-01'), review('gone', 'q1', '2026-11-01'), review('a', 'q2', '2026-11-02')])
    await asked([review('b', 'q1', '2026-11-11')])
    expect(load.mock.calls).toEqual([['a'], ['gone']])
  })
})
