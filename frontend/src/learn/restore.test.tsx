import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { cleanup, render } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Person, Summary } from '../api/schema'
import { addDays, dayOf } from './day'

const an = '11111111-1111-4111-8111-111111111111'
const binh = '22222222-2222-4222-8222-222222222222'
const today = dayOf(new Date())

const learnt: Summary = {
  resident: an,
  submissions: 3,
  points: 6,
  passed: 1,
  modules: [
    {
      module: 'a',
      attempts: 2,
      best: 4,
      max: 5,
      passed: true,
      passed_at: `${today}T01:00:00Z`,
      last_at: `${today}T02:00:00Z`,
      counted: { best: 4, max: 5, passed: true },
    },
    {
      module: 'b',
      attempts: 1,
      best: 2,
      max: 5,
      passed: false,
      passed_at: null,
      last_at: `${today}T03:00:00Z`,
      counted: { best: 2, max: 5, passed: false },
    },
  ],
  reviews: [{ module: 'b', question: 'q3', box: 1, due: addDays(today, 1) }],
}

/** A phone that nobody has used yet, with the pages of the app in it. */
async function newPhone() {
  vi.stubGlobal('indexedDB', new IDBFactory())
  return openApp()
}

/** The app as it starts again on the same phone. */
async function openApp() {
  cleanup()
  vi.resetModules()
  const [{ api }, { ApiError }, { session }, { ownProgress, useProgress }, outbox, late] = await Promise.all([
    import('../api/endpoints'),
    import('../api/error'),
    import('../app/session'),
    import('./useProgress'),
    import('../offline/outbox'),
    import('../app/late'),
  ])
  const offline = () => Promise.reject(new ApiError(0, 'offline'))
  const asked = vi.spyOn(api, 'myProgress').mockImplementation(offline)
  const sent = vi.spyOn(api, 'submitBatch').mockImplementation(offline)
  vi.spyOn(api, 'campaigns').mockImplementation(offline)
  await late.startLate()
  const shown: Summary[] = []
  function Shown() {
    const progress = useProgress()
    if (progress) shown.push(progress.summary)
    return null
  }
  return {
    asked,
    sent,
    ownProgress,
    /** Makes the server's next answer wait for the one that is given. */
    hold() {
      let answer: (summary: Summary) => void = () => {}
      asked.mockReturnValueOnce(
        new Promise((resolve) => {
          answer = resolve
        }),
      )
      return (summary: Summary) => answer(summary)
    },
    shown,
    put: outbox.put,
    flush: outbox.flushNow,
    signIn: (id: string) => session.set({ person: { id } as Person, expired: false }),
    open: () => render(<Shown />),
  }
}

const last = (shown: Summary[]) => shown[shown.length - 1]

beforeEach(() => localStorage.clear())
afterEach(() => vi.unstubAllGlobals())

test('a new phone shows what was learnt on the old one, from the first moment on', async () => {
  const phone = await newPhone()
  const server = phone.hold()
  phone.signIn(an)
  phone.open()
  // As long as it takes to look for it on the phone.
  await phone.ownProgress(an)
  server(learnt)
  await vi.waitFor(() => expect(phone.shown.length).toBeGreaterThan(0))
  expect(phone.shown.every((one) => JSON.stringify(one) === JSON.stringify(learnt))).toBe(true)
})

test('and keeps it for when there is no network, whichever page the person came to', async () => {
  const phone = await newPhone()
  phone.asked.mockResolvedValue(learnt)
  phone.signIn(an)
  await vi.waitFor(() => expect(phone.asked).toHaveBeenCalledTimes(1))
  const later = await openApp()
  later.signIn(an)
  later.open()
  await vi.waitFor(() => expect(last(later.shown)).toEqual(learnt))
})

test('it ends with the summary of the phone that answered', async () => {
  const old = await newPhone()
  old.signIn(an)
  const id = '99999999-9999-4999-8999-999999999999'
  const at = `${today}T04:00:00Z`
  const answers = { q1: ['x'], q3: ['y'] }
  const submission = { id, module: 'b', version: 1, answers, started_at: at, finished_at: at }
  await old.put(an, submission, 'Bài', { score: 4, max: 5, passed: true, right: { q1: true, q3: false } })
  // The server folds what it is sent; here, what both folds make of it.
  const server: Summary = {
    ...learnt,
    submissions: 4,
    points: 8,
    passed: 2,
    modules: [
      learnt.modules[0] as Summary['modules'][number],
      {
        module: 'b',
        attempts: 2,
        best: 4,
        max: 5,
        passed: true,
        passed_at: at,
        last_at: at,
        counted: { best: 4, max: 5, passed: true },
      },
    ],
  }
  old.asked.mockResolvedValue(learnt)
  old.open()
  await vi.waitFor(() => expect(last(old.shown)).toEqual(server))
  const graded = { id, resident: an, module: 'b', version: 1, score: 4, max: 5, passed: true, feedback: [] }
  old.sent.mockResolvedValue({ results: [{ id, status: 201, result: { ...graded, summary: server } }] })
  old.asked.mockResolvedValue(server)
  await old.flush()
  await vi.waitFor(() => expect(last(old.shown)).toEqual(server))

  const fresh = await newPhone()
  fresh.asked.mockResolvedValue(server)
  fresh.signIn(an)
  fresh.open()
  await vi.waitFor(() => expect(last(fresh.shown)).toEqual(last(old.shown)))
})

test('without a network it shows nothing learnt rather than nothing at all', async () => {
  const phone = await newPhone()
  phone.signIn(an)
  phone.open()
  await vi.waitFor(() => expect(last(phone.shown)).toMatchObject({ resident: an, submissions: 0 }))
})

test('who comes while another one is being asked for is asked for as well', async () => {
  const phone = await newPhone()
  const answer = phone.hold()
  phone.asked.mockResolvedValue({ ...learnt, resident: binh })
  phone.signIn(an)
  phone.signIn(binh)
  phone.open()
  answer(learnt)
  await vi.waitFor(() => expect(last(phone.shown)?.resident).toBe(binh))
  expect(last(phone.shown)?.points).toBe(6)
})
