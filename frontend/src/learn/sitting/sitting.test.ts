import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { api } from '../../api/endpoints'
import { ApiError } from '../../api/error'
import type { Module, Person, Question, Summary } from '../../api/schema'
import { session } from '../../app/session'
import { database } from '../../offline/db'
import { itemsOf, put } from '../../offline/outbox'
import { saveSummary } from '../../offline/summaries'
import { addDays, dayOf } from '../day'
import { noSummary } from '../fold'
import type { Review } from '../review'
import { ownProgress } from '../useProgress'
import { nextSitting, partsOf, scoreOf } from './sitting'

const an = '11111111-1111-4111-8111-111111111111'
const today = dayOf(new Date())

const question = (id: string, key?: string[]) =>
  ({ id, kind: 'single', options: [], ...(key && { key }) }) as unknown as Question
const lesson = (id: string, ...questions: Question[]) =>
  ({
    id,
    version: 7,
    title: `Bài ${id}`,
    pass_mark: 60,
    steps: [],
    quiz: { mode: 'practice', questions },
  }) as unknown as Module
const lessons: Record<string, Module> = {
  a: lesson('a', question('q1', ['x']), question('q2', ['x']), question('q3', ['x'])),
  b: lesson('b', question('q1', ['x'])),
  exam: lesson('exam', question('q1')),
}
const review = (module: string, id: string, due = today, box = 1): Review => ({ module, question: id, box, due })
const summary = (...reviews: Review[]): Summary => ({ ...noSummary(an), reviews })

const server = vi.spyOn(api, 'myProgress')
vi.spyOn(api, 'module').mockImplementation(async (id) => {
  const found = lessons[id]
  if (!found) throw new ApiError(0, 'offline')
  return found
})

beforeEach(async () => {
  const db = await database()
  await db.clear('outbox')
  await db.clear('summaries')
  session.set({ person: { id: an } as Person, expired: false })
  server.mockReset().mockRejectedValue(new ApiError(0, 'offline'))
})

const ids = async () =>
  (await nextSitting(an, 'vi', null)).questions.map((one) => `${one.module.id} ${one.question.id}`)

describe('what a sitting asks', () => {
  test('at most three questions, those due longest first, and whether there are more', async () => {
    await saveSummary(
      summary(review('b', 'q1', addDays(today, -2)), review('a', 'q1'), review('a', 'q2'), review('a', 'q3')),
    )
    const sitting = await nextSitting(an, 'vi', null)
    expect(await ids()).toEqual(['b q1', 'a q1', 'a q2'])
    expect(sitting).toMatchObject({ more: true, due: true })
  })

  test('nothing is due tomorrow already', async () => {
    await saveSummary(summary(review('a', 'q1', addDays(today, 1))))
    expect(await nextSitting(an, 'vi', null)).toMatchObject({ questions: [], more: false, due: false })
  })

  test('a phone that knows of nothing asks the server', async () => {
    server.mockResolvedValue(summary(review('b', 'q1')))
    expect(await ids()).toEqual(['b q1'])
  })

  test('without a network, what is due and not on the phone is not asked', async () => {
    await saveSummary(summary(review('gone', 'q1'), review('a', 'q1')))
    expect(await ids()).toEqual(['a q1'])
    await saveSummary(summary(review('gone', 'q1')))
    expect(await nextSitting(an, 'vi', null)).toMatchObject({ questions: [], due: true })
  })

  test('a summary that an earlier version kept has nothing to review', async () => {
    const { reviews: _, ...old } = summary()
    await saveSummary(old as Summary)
    expect(await nextSitting(an, 'vi', null)).toMatchObject({ questions: [], due: false })
  })
})

describe('what a sitting hands in', () => {
  const [a, b, exam] = [lessons.a as Module, lessons.b as Module, lessons.exam as Module]
  const asked = (module: Module, at: number, ...answer: string[]) => ({
    module,
    question: module.quiz.questions[at] as Question,
    answer,
    spent: 8_300,
  })
  const [start, end] = ['2026-11-02T01:00:00Z', '2026-11-02T01:02:00Z']

  test('one review for each module, with the questions that were asked', () => {
    const parts = partsOf([asked(a, 0, 'x'), asked(b, 0, 'x'), asked(a, 2, 'y')], start, end)
    expect(parts.map(({ submission: { id: _, ...rest } }) => rest)).toEqual([
      {
        module: 'a',
        version: 7,
        answers: { q1: ['x'], q3: ['y'] },
        started_at: start,
        finished_at: end,
        seconds: 17,
        review: true,
      },
      {
        module: 'b',
        version: 7,
        answers: { q1: ['x'] },
        started_at: start,
        finished_at: end,
        seconds: 8,
        review: true,
      },
    ])
    expect(new Set(parts.map((part) => part.submission.id)).size).toBe(2)
    expect(parts.map((part) => part.graded)).toEqual([
      { score: 1, max: 2, passed: false, right: { q1: true, q3: false } },
      { score: 1, max: 1, passed: false, right: { q1: true } },
    ])
    expect(scoreOf(parts)).toEqual({ score: 2, max: 3 })
  })

  test('without a key the server grades', () => {
    const parts = partsOf([asked(exam, 0, 'x'), asked(b, 0, 'x')], start, end)
    expect(parts[0]?.graded).toBeNull()
    expect(scoreOf(parts)).toBeNull()
  })

  test('counts at once on this phone, sent or not', async () => {
    const learnt = {
      module: 'a',
      attempts: 4,
      best: 3,
      max: 5,
      passed: false,
      passed_at: null,
      last_at: '2026-11-02T01:00:00Z',
      counted: { best: 3, max: 5, passed: false },
    }
    const before = { submissions: 4, points: 3, modules: [learnt] }
    await saveSummary({ ...summary(review('a', 'q1'), review('a', 'q3')), ...before })
    const now = new Date().toISOString()
    for (const { module, submission, graded } of partsOf([asked(a, 0, 'x'), asked(a, 2, 'y')], now, now))
      await put(an, submission, module.title, graded)
    expect(await itemsOf(an)).toHaveLength(1)
    expect((await ownProgress(an)).summary).toEqual({
      ...summary(review('a', 'q3', addDays(today, 1)), review('a', 'q1', addDays(today, 3), 2)),
      ...before,
      submissions: 5,
    })
    expect(await ids()).toEqual([])
  })
})
