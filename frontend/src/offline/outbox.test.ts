import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { api } from '../api/endpoints'
import { ApiError } from '../api/error'
import type { Person, SubmitBatchAnswer } from '../api/schema'
import { outboxState } from '../app/running'
import { session } from '../app/session'
import { database } from './db'
import { acknowledged, discard, flush, flushNow, itemsOf, put, startOutbox } from './outbox'
import { lastSummary } from './summaries'
import { uuid } from './uuid'

const an = '11111111-1111-4111-8111-111111111111'
const binh = '22222222-2222-4222-8222-222222222222'

const person = (id: string) => ({ id, name: id, role: 'resident', appointments: [] }) as unknown as Person
const submission = (id = uuid()) => ({
  id,
  module: 'm',
  version: 1,
  answers: { q1: ['a'] },
  started_at: '2026-03-01T12:00:00Z',
  finished_at: '2026-03-01T12:05:00Z',
})
type Result = SubmitBatchAnswer['results'][number]
const stored = (id: string, resident = an): Result => ({
  id,
  status: 201,
  result: {
    id,
    resident,
    module: 'm',
    version: 1,
    score: 1,
    max: 1,
    passed: true,
    feedback: [],
    summary: { resident, submissions: 1, points: 1, passed: 1, modules: [], reviews: [] },
  },
})
const refused = (id: string, status: number, code: string): Result => ({
  id,
  status,
  problem: { type: 'x', title: 'x', status, code, request_id: 'r' },
})

const send = vi.spyOn(api, 'submitBatch')
const graded = { score: 1, max: 1, passed: true }
const keep = async (owner = an, id = uuid()) => {
  await put(owner, submission(id), 'Bài', graded)
  return id
}
const left = async (owner = an) => (await itemsOf(owner)).map((item) => item.id)

beforeEach(async () => {
  const db = await database()
  await db.clear('outbox')
  await db.clear('summaries')
  session.set({ person: person(an), expired: false })
  send.mockReset()
})

afterEach(() => vi.useRealTimers())

describe('an answer leaves only when the server has acknowledged it', () => {
  test('201 takes it away and keeps the summary', async () => {
    const id = await keep()
    expect(outboxState.get().unsent).toBe(1)
    send.mockResolvedValue({ results: [stored(id)] })
    await flush()
    expect(await left()).toEqual([])
    expect(outboxState.get()).toEqual({ unsent: 0, parked: 0, work: false, sending: false })
    expect(acknowledged.get()?.id).toBe(id)
    expect((await lastSummary(an))?.points).toBe(1)
  })

  test('no network keeps it and backs off; the button tries at once', async () => {
    const id = await keep()
    send.mockRejectedValue(new ApiError(0, 'offline'))
    await flush()
    const [item] = await itemsOf(an)
    expect(item).toMatchObject({ id, tries: 1, parked: null })
    expect(item?.notBefore).toBeGreaterThan(Date.now())
    await flush()
    expect(send).toHaveBeenCalledTimes(1)
    send.mockResolvedValue({ results: [stored(id)] })
    await flushNow()
    expect(await left()).toEqual([])
  })

  test('a busy server is obeyed: Retry-After is the least wait', async () => {
    await keep()
    send.mockRejectedValue(new ApiError(503, 'store_unavailable', 900))
    await flush()
    expect((await itemsOf(an))[0]?.notBefore).toBeGreaterThanOrEqual(Date.now() + 890_000)
  })

  test('an answer that the reply does not mention stays', async () => {
    const [first, second] = [await keep(), await keep()]
    send.mockResolvedValue({ results: [stored(first)] })
    await flush()
    expect(await left()).toEqual([second])
  })
})

test.each([
  ['cannot be sent', () => send.mockRejectedValue(new ApiError(0, 'offline'))],
  [
    'cannot be stored',
    () =>
      send.mockImplementation(async (all) => ({ results: all.map(({ id }) => refused(id, 503, 'store_unavailable')) })),
  ],
])('what %s together goes together again', async (_, failing) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  for (let n = 0; n < 10; n++) await keep()
  failing()
  await flush()
  send.mockImplementation(async (submissions) => ({ results: submissions.map((one) => stored(one.id)) }))
  await vi.advanceTimersByTimeAsync(5_000)
  await vi.waitFor(async () => expect(await left()).toEqual([]))
  expect(send.mock.calls.map(([sent]) => sent.length)).toEqual([10, 10])
})

describe('one bad answer never blocks the others', () => {
  test.each([
    [409, 'submission_conflict'],
    [422, 'unknown_module_version'],
    [403, 'forbidden'],
  ])('%i is parked and shown, the rest is sent', async (status, code) => {
    const [bad, good] = [await keep(), await keep()]
    send.mockResolvedValue({ results: [refused(bad, status, code), stored(good)] })
    await flush()
    expect(await itemsOf(an)).toMatchObject([{ id: bad, parked: code }])
    expect(outboxState.get()).toMatchObject({ unsent: 0, parked: 1 })
    await flushNow()
    expect(send).toHaveBeenCalledTimes(1)
    await discard(bad)
    expect(outboxState.get().parked).toBe(0)
  })

  test('a batch refused as a whole is sent one by one', async () => {
    const [bad, good] = [await keep(), await keep()]
    send.mockImplementation(async (submissions) => {
      if (submissions.some((one) => one.id === bad)) throw new ApiError(422, 'invalid_input')
      return { results: submissions.map((one) => stored(one.id)) }
    })
    await flush()
    expect(await itemsOf(an)).toMatchObject([{ id: bad, parked: 'invalid_input' }])
    expect(await left()).not.toContain(good)
  })
})

describe('several people on one phone', () => {
  test('each answer is sent with its own person signed in', async () => {
    const [mine, theirs] = [await keep(an), await keep(binh)]
    send.mockImplementation(async (submissions) => ({ results: submissions.map((one) => stored(one.id)) }))
    await flush()
    expect(send.mock.calls.flatMap(([sent]) => sent.map((one) => one.id))).toEqual([mine])
    expect(await left(binh)).toEqual([theirs])
    session.set({ person: person(binh), expired: false })
    await flush()
    expect(await left(binh)).toEqual([])
  })

  test('nobody signed in: nothing is sent, nothing is lost', async () => {
    const id = await keep(an)
    session.set({ person: null, expired: false })
    await flush()
    expect(send).not.toHaveBeenCalled()
    expect(await left()).toEqual([id])
  })
})

test('several events at once make one request', async () => {
  const id = await keep()
  send.mockResolvedValue({ results: [stored(id)] })
  await Promise.all([flush(), flush(), flushNow()])
  expect(send).toHaveBeenCalledTimes(1)
})

test('more than fifty answers go in several requests', async () => {
  for (let n = 0; n < 51; n++) await keep()
  send.mockImplementation(async (submissions) => ({ results: submissions.map((one) => stored(one.id)) }))
  await flush()
  expect(send.mock.calls.map(([sent]) => sent.length)).toEqual([50, 1])
  expect(await left()).toEqual([])
})

test('a flush that is cut goes on where it was, wherever that was', async () => {
  const all = []
  for (let n = 0; n < 120; n++) all.push(await keep())
  const arrived = new Set<string>()
  let answers = 0
  send.mockImplementation(async (submissions) => {
    for (const { id } of submissions) arrived.add(id)
    answers += 1
    // The first batch is answered in part, the second arrives and its answer does not.
    if (answers === 1) return { results: submissions.slice(0, 20).map((one) => stored(one.id)) }
    if (answers === 2) throw new ApiError(0, 'offline')
    return { results: submissions.map((one) => stored(one.id)) }
  })
  await flush()
  expect(await left()).toHaveLength(100)
  await flushNow()
  expect(await left()).toEqual([])
  expect([...arrived].sort()).toEqual([...all].sort())
  expect(send.mock.calls.map(([sent]) => sent.length)).toEqual([50, 50, 50, 50])
})

describe('after an update of the app', () => {
  const old = {
    id: uuid(),
    owner: an,
    submission: { ...submission(), answers: { q2: ['b'], q1: ['a'] } },
    title: 'Bài',
    graded,
    tries: 3,
    notBefore: Date.now() + 900_000,
    parked: null,
  }
  const keepOld = async (more = {}) => (await database()).put('outbox', { ...old, ...more })

  test('what an earlier version kept is sent as it was written', async () => {
    await keepOld()
    send.mockResolvedValue({ results: [stored(old.id)] })
    await flushNow()
    expect(JSON.stringify(send.mock.calls[0]?.[0])).toBe(JSON.stringify([old.submission]))
    expect(await left()).toEqual([])
  })

  test('what a later version has noted stays, should the earlier one come back', async () => {
    await keepOld({ note: 'new' })
    send.mockRejectedValue(new ApiError(0, 'offline'))
    await flushNow()
    expect(await itemsOf(an)).toMatchObject([{ note: 'new', tries: 4, submission: old.submission }])
  })
})

test('the summary comes and the answer goes in one step, so that it counts once at every moment', async () => {
  const id = await keep()
  const db = await database()
  send.mockResolvedValue({ results: [stored(id)] })
  const seen: string[] = []
  const flushed = flush()
  for (let over = false; !over; over = seen.at(-1) === '0 1') {
    const tx = db.transaction(['outbox', 'summaries'])
    const [items, summary] = await Promise.all([tx.objectStore('outbox').count(), tx.objectStore('summaries').get(an)])
    seen.push(`${items} ${summary?.submissions ?? 0}`)
  }
  await flushed
  expect(new Set(seen)).toEqual(new Set(['1 0', '0 1']))
})

// Stands last: what startOutbox watches stays watched.
test('401 keeps everything, asks to sign in, and sends after signing in', async () => {
  send.mockRejectedValue(new ApiError(401, 'login_expired'))
  startOutbox()
  const id = await keep()
  await flush()
  expect(session.get().expired).toBe(true)
  expect(await itemsOf(an)).toMatchObject([{ id, tries: 0, parked: null }])
  send.mockResolvedValue({ results: [stored(id)] })
  session.set({ person: person(an), expired: false })
  await vi.waitFor(async () => expect(await left()).toEqual([]))
})

test('a late answer brings back nothing of somebody who was forgotten on this phone meanwhile', async () => {
  const id = await keep()
  send.mockImplementation(async () => {
    await discard(id) // as erasing does, summaries after it
    return { results: [stored(id)] }
  })
  await flush(true)
  expect(await lastSummary(an)).toBeUndefined()
})
