import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Person, Submission, SubmitBatchAnswer, Summary } from '../api/schema'
import { database } from './db'
import { uuid } from './uuid'

const an = '11111111-1111-4111-8111-111111111111'

/** One open page: it has its own memory, and shares the phone's with the other pages. */
async function openTab() {
  vi.resetModules()
  const [{ api }, { ApiError }, { session }, { outboxState }, outbox, { lastSummary }] = await Promise.all([
    import('../api/endpoints'),
    import('../api/error'),
    import('../app/session'),
    import('../app/running'),
    import('./outbox'),
    import('./summaries'),
  ])
  session.set({ person: { id: an } as Person, expired: false })
  const send = vi.spyOn(api, 'submitBatch').mockRejectedValue(new ApiError(0, 'offline'))
  return { ApiError, outboxState, send, lastSummary, ...outbox }
}
type Tab = Awaited<ReturnType<typeof openTab>>

const submission = (id = uuid()): Submission => ({
  id,
  module: 'm',
  version: 1,
  answers: { q1: ['a'] },
  started_at: '2026-03-01T12:00:00Z',
  finished_at: '2026-03-01T12:05:00Z',
})
const summary = (submissions: number): Summary => ({
  resident: an,
  submissions,
  points: 0,
  passed: 0,
  modules: [],
  reviews: [],
})
const stored = (id: string, submissions = 1): SubmitBatchAnswer['results'][number] => ({
  id,
  status: 201,
  result: {
    id,
    resident: an,
    module: 'm',
    version: 1,
    score: 1,
    max: 1,
    passed: true,
    feedback: [],
    summary: summary(submissions),
  },
})
const took = async (sent: Submission[]): Promise<SubmitBatchAnswer> => ({ results: sent.map(({ id }) => stored(id)) })

/** A request that is answered when the test says so. */
function held(tab: Tab) {
  let answer: (value: SubmitBatchAnswer | Error) => void = () => {}
  tab.send.mockImplementationOnce(
    () =>
      new Promise((resolve, reject) => {
        answer = (value) => (value instanceof Error ? reject(value) : resolve(value))
      }),
  )
  return {
    sent: () => vi.waitFor(() => expect(tab.send).toHaveBeenCalled()),
    answer: (value: SubmitBatchAnswer | Error) => answer(value),
  }
}

/** The browser's locks, as far as they are used here. */
function webLocks() {
  const last = new Map<string, Promise<unknown>>()
  return {
    asked: 0,
    request(name: string, options: { signal?: AbortSignal }, work: () => Promise<unknown>) {
      this.asked += 1
      const before = last.get(name) ?? Promise.resolve()
      const given = new Promise<void>((resolve, reject) => {
        options.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
        void before.then(() => resolve())
      })
      const done = given.then(work)
      last.set(
        name,
        done.catch(() => undefined),
      )
      return done
    },
  }
}

const own = navigator
const withParts = (parts: object) =>
  new Proxy(own, {
    get: (_, name) => (name in parts ? parts[name as keyof typeof parts] : own[name as keyof Navigator]),
  })

const keep = async (tab: Tab, id = uuid()) => {
  await tab.put(an, submission(id), 'Bài', null)
  return id
}
const left = async (tab: Tab) => (await tab.itemsOf(an)).map((item) => item.id)

beforeEach(async () => {
  vi.unstubAllGlobals()
  vi.stubGlobal('navigator', withParts({ locks: undefined }))
  vi.useRealTimers()
  const db = await database()
  await Promise.all([db.clear('outbox'), db.clear('summaries')])
})

describe('two tabs without Web Locks', () => {
  test.each([
    ['the network fails', (tab: Tab) => new tab.ApiError(0, 'offline')],
    ['the server is busy', (tab: Tab) => new tab.ApiError(503, 'store_unavailable', 5)],
    ['the server refuses the whole', (tab: Tab) => new tab.ApiError(422, 'invalid_input')],
  ])('what one has sent does not come back when, for the other, %s', async (_, failure) => {
    const [first, second] = [await openTab(), await openTab()]
    await keep(first)
    const slow = held(first)
    const flushed = first.flush()
    await slow.sent()
    second.send.mockImplementation(took)
    await second.flush()
    expect(await left(second)).toEqual([])
    slow.answer(failure(first))
    await flushed
    expect(await left(first)).toEqual([])
  })

  test.each([
    ['refused', 422],
    ['put off', 503],
  ])('nor when it is %s in a batch', async (_, status) => {
    const [first, second] = [await openTab(), await openTab()]
    const id = await keep(first)
    const slow = held(first)
    const flushed = first.flush()
    await slow.sent()
    second.send.mockImplementation(took)
    await second.flush()
    slow.answer({ results: [{ id, status }] })
    await flushed
    expect(await left(first)).toEqual([])
  })

  test('what the person gives up while it is under way stays away', async () => {
    const tab = await openTab()
    const id = await keep(tab)
    const slow = held(tab)
    const flushed = tab.flush()
    await slow.sent()
    await tab.discard(id)
    slow.answer(new tab.ApiError(0, 'offline'))
    await flushed
    expect(await left(tab)).toEqual([])
  })

  test('both may be told that it is there, and an older summary replaces no newer one', async () => {
    const [first, second] = [await openTab(), await openTab()]
    const id = await keep(first)
    const slow = held(first)
    const flushed = first.flush()
    await slow.sent()
    second.send.mockResolvedValue({ results: [stored(id, 9)] })
    await second.flush()
    slow.answer({ results: [stored(id, 8)] })
    await flushed
    expect(await left(first)).toEqual([])
    expect((await first.lastSummary(an))?.submissions).toBe(9)
  })

  test('tries are counted from what the item is now', async () => {
    const [first, second] = [await openTab(), await openTab()]
    await keep(first)
    const slow = held(first)
    const flushed = first.flush()
    await slow.sent()
    await second.flush()
    slow.answer(new first.ApiError(0, 'offline'))
    await flushed
    expect(await first.itemsOf(an)).toMatchObject([{ tries: 2 }])
  })
})

describe('two tabs with Web Locks', () => {
  test('send each answer once', async () => {
    const locks = webLocks()
    vi.stubGlobal('navigator', withParts({ locks }))
    const [first, second] = [await openTab(), await openTab()]
    const id = await keep(first)
    const slow = held(first)
    second.send.mockImplementation(took)
    const both = Promise.all([first.flush(), slow.sent().then(() => second.flush())])
    await vi.waitFor(() => expect(locks.asked + second.send.mock.calls.length).toBe(2))
    slow.answer({ results: [stored(id)] })
    await both
    expect(second.send).not.toHaveBeenCalled()
    expect(await left(second)).toEqual([])
  })

  test('who has waited long for a tab that sleeps goes on without it', async () => {
    const asleep = webLocks()
    void asleep.request(`hocso-outbox ${an}`, {}, () => new Promise(() => {}))
    vi.stubGlobal('navigator', withParts({ locks: asleep }))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const tab = await openTab()
    await keep(tab)
    tab.send.mockImplementation(took)
    const flushed = tab.flush()
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(30_000)
      expect(tab.send).toHaveBeenCalled()
    })
    await flushed
    expect(await left(tab)).toEqual([])
  })
})

test('a tab shows at once what another one has kept or sent', async () => {
  const [first, second] = [await openTab(), await openTab()]
  second.startOutbox()
  await keep(first)
  await keep(first)
  await vi.waitFor(() => expect(second.outboxState.get().unsent).toBe(2))
  first.send.mockImplementation(took)
  await first.flushNow()
  await vi.waitFor(() => expect(second.outboxState.get().unsent).toBe(0))
})

test('without a channel between tabs it shows it when it is looked at', async () => {
  vi.stubGlobal('BroadcastChannel', undefined)
  const [first, second] = [await openTab(), await openTab()]
  second.startOutbox()
  await keep(first)
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.waitFor(() => expect(second.outboxState.get().unsent).toBe(1))
})

test('the worker asks, and the page sends', async () => {
  const worker = new EventTarget() as unknown as ServiceWorkerContainer
  const register = vi.fn(async () => undefined)
  Object.assign(worker, { ready: Promise.resolve({ sync: { register } }) })
  vi.stubGlobal('navigator', withParts({ serviceWorker: worker }))
  const tab = await openTab()
  tab.startOutbox()
  const id = await keep(tab)
  await tab.flush()
  await vi.waitFor(() => expect(register).toHaveBeenCalledWith('outbox'))
  tab.send.mockImplementation(took)
  worker.dispatchEvent(new MessageEvent('message', { data: 'flush' }))
  await vi.waitFor(async () => expect(await left(tab)).not.toContain(id))
})
