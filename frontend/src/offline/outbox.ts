import { api } from '../api/endpoints'
import { ApiError } from '../api/error'
import type { Problem, Submission, SubmissionResult, UUID } from '../api/schema'
import { online } from '../app/online'
import { outboxState } from '../app/running'
import { session, signedInHere } from '../app/session'
import { createStore } from '../app/store'
import { backoff } from './backoff'
import { database, type OutboxItem, type SubmissionItem } from './db'
import { keepForGood } from './persist'
import { keepNewer } from './summaries'

/** What the server says to one item of a batch. */
export interface Result {
  id: UUID
  status: number
  result?: SubmissionResult
  problem?: Pick<Problem, 'code'>
}

const batchSize = 50
/** In ms: what is due within it goes along, and timers run no sooner. */
const tick = 1000

/** The last result that the server has said it holds; a page that shows it takes away "not sent yet". */
export const acknowledged = createStore<SubmissionResult | null>(null)

export async function put(
  owner: UUID,
  submission: Submission,
  title: string,
  graded: SubmissionItem['graded'],
): Promise<void> {
  await putAll([{ ...unsent, id: submission.id, owner, submission, title, graded }])
}

/** What every item begins with. */
export const unsent = { tries: 0, notBefore: 0, parked: null }

/** Keeps all of it or, if the phone cannot, nothing. */
export async function putAll(items: OutboxItem[]): Promise<void> {
  const { store, done } = (await database()).transaction('outbox', 'readwrite', durable)
  await Promise.all([...items.map((item) => store.put(item)), done])
  keepForGood()
  void askSync().catch(() => undefined)
  await changed()
}

/** On the disk before it is said to be kept, where the browser can. */
const durable = { durability: 'strict' } as const

/** Where the browser has Background Sync, it wakes the worker when a network is back, and the worker the open pages. */
async function askSync(): Promise<void> {
  const registration = (await navigator.serviceWorker?.ready) as { sync?: { register(tag: string): Promise<void> } }
  await registration?.sync?.register('outbox')
}

export async function itemOf(id: UUID): Promise<OutboxItem | undefined> {
  return (await database()).get('outbox', id)
}

export async function itemsOf(owner: UUID): Promise<OutboxItem[]> {
  return (await database()).getAllFromIndex('outbox', 'owner', owner)
}

/** Gives up what the server refused for good, and what cannot be sent without it. Only the person may do this. */
export async function discard(id: UUID): Promise<void> {
  const { store, done } = (await database()).transaction('outbox', 'readwrite')
  for (const item of await store.getAll()) if (item.id === id || item.needs === id) void store.delete(item.id)
  await done
  await changed()
}

/** Other tabs show the same count. Where there is no such channel they look when they are seen again. */
const tabs = self.BroadcastChannel ? new BroadcastChannel('hocso-outbox') : null

async function changed(): Promise<void> {
  tabs?.postMessage(null)
  await count()
}

async function count(): Promise<void> {
  const owner = session.get().person?.id
  const items = owner ? await itemsOf(owner) : []
  // What waits for something refused waits for the person too.
  const parked = items.filter((item) => item.parked ?? items.find(({ id }) => id === item.needs)?.parked).length
  const work = items.some(({ kind }) => kind)
  outboxState.set({ ...outboxState.get(), unsent: items.length - parked, parked, work })
}

let running: Promise<void> | null = null
let asked: { everything: boolean } | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/** Sends what is due. One run at a time; who asks during a run gets another after it, as it may have come too late. */
export function flush(everything = false): Promise<void> {
  asked = { everything: everything || (asked?.everything ?? false) }
  running ??= drain()
  return running
}

async function drain(): Promise<void> {
  try {
    while (asked) {
      const { everything } = asked
      asked = null
      await run(everything)
    }
  } finally {
    // In the same breath as the last look at `asked`, so that nobody joins a run that is over.
    running = null
    outboxState.set({ ...outboxState.get(), sending: false })
  }
}

/** The person pressed the button: what is backing off is tried as well. */
export const flushNow = () => flush(true)

async function run(everything: boolean): Promise<void> {
  const owner = session.get().person?.id
  await count()
  if (!owner) return
  clearTimeout(timer)
  await inTurn(owner, () => sendDue(owner, everything))
  await changed()
  await plan(owner)
}

const turnPatience = 30_000

/**
 * One tab at a time, where there are Web Locks. This only spares the server repeats: two tabs that send the same answers do
 * no harm, so who has waited long, perhaps for a tab that sleeps, goes on.
 */
async function inTurn(owner: UUID, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work()
  const waiting = new AbortController()
  const timer = setTimeout(() => waiting.abort(), turnPatience)
  await navigator.locks
    .request(`hocso-outbox ${owner}`, { signal: waiting.signal }, () => {
      clearTimeout(timer)
      return work()
    })
    .catch((error: unknown) => {
      if (!waiting.signal.aborted) throw error
      return work()
    })
}

/** Those of which the server can know whom they are about: an enrolment goes first. */
function sendable(items: readonly OutboxItem[]): OutboxItem[] {
  const ids = new Set(items.map(({ id }) => id))
  return items.filter(({ parked, needs }) => parked === null && !(needs && ids.has(needs)))
}

async function sendDue(owner: UUID, everything: boolean): Promise<void> {
  const now = Date.now()
  const due = async () => sendable(await itemsOf(owner)).filter((item) => everything || item.notBefore <= now + tick)
  const items = await due()
  outboxState.set({ ...outboxState.get(), sending: items.length > 0 })
  // Few people have any of this, so it comes when somebody does.
  const work = items.filter(({ kind }) => kind)
  if (work.length > 0) {
    const sender = await import('../coordinate/field/send').catch(() => null)
    if (!sender) await postponeAll(work)
    else if (!(await sender.sendWork(work, due, send))) return
  }
  await send(
    (await due()).filter((item): item is SubmissionItem => !item.kind),
    async (batch) =>
      (
        await api.submitBatch(
          batch.map(({ submission }) => submission),
          owner,
        )
      ).results,
  )
}

/** Sends items in batches as `ask` does it, and says whether it makes sense to go on. If not, `alike` wait as well. */
export type Send = typeof send

type Ask<T> = (batch: T[]) => Promise<Result[]>

async function send<T extends OutboxItem>(items: T[], ask: Ask<T>, alike: OutboxItem[] = items): Promise<boolean> {
  for (let start = 0; start < items.length; start += batchSize) {
    // Another person may have signed in meanwhile; their token must not carry these answers.
    if (session.get().person?.id !== items[0]?.owner) return false
    if (!(await sendBatch(items.slice(start, start + batchSize), ask, alike))) return false
  }
  return true
}

async function sendBatch<T extends OutboxItem>(items: T[], ask: Ask<T>, alike: OutboxItem[]): Promise<boolean> {
  const share = Math.random()
  try {
    const byId = new Map((await ask(items)).map((result) => [result.id, result]))
    for (const item of items) await settle(item, byId.get(item.id), share)
    return true
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 0
    if (status === 400 || status === 409 || status === 413 || status === 422) {
      // The batch as a whole was refused: one by one, so that a bad answer does not hold back the good ones.
      if (items.length > 1) {
        for (const item of items) if (!(await sendBatch([item], ask, alike))) return false
        return true
      }
      for (const item of items) await park(item, error instanceof ApiError ? error.code : 'unknown')
      return true
    }
    if (status === 401) {
      expire(items[0]?.owner)
      return false
    }
    if (error instanceof ApiError && error.code === 'switched') return false
    await postponeAll(alike, error instanceof ApiError ? error.retryAfter : null, share)
    return false
  }
}

/** What fails together waits equally long, so that it goes together again and not each answer by itself. */
async function postponeAll(items: OutboxItem[], retryAfter: number | null = null, share = Math.random()) {
  for (const item of items) await postpone(item, retryAfter, share)
}

/** Waits for the person: their sign-in flushes again. Who has come after them is still signed in. */
function expire(owner: UUID | undefined): void {
  const now = session.get()
  if (now.person?.id === owner) session.set({ ...now, expired: true })
}

async function settle(item: OutboxItem, result: Result | undefined, share: number): Promise<void> {
  const status = result?.status ?? 500
  if (status === 200 || status === 201) {
    await remove(item, result?.result)
  } else if (status === 401) {
    expire(item.owner)
  } else if (status >= 500 || status === 429) {
    await postpone(item, null, share)
  } else {
    await park(item, result?.problem?.code ?? String(status))
  }
}

/**
 * Takes an answer away, after the server has said that it holds it. In the same breath the server's summary, which has it in,
 * is kept, if it is the person's own, and what is still to be known of it.
 */
async function remove({ id }: OutboxItem, result: SubmissionResult | undefined): Promise<void> {
  const tx = (await database()).transaction(['outbox', 'summaries', 'sent'], 'readwrite')
  const outbox = tx.objectStore('outbox')
  // Whose items are gone was forgotten on this phone, or another tab has kept the summary.
  const known = await outbox.get(id)
  await Promise.all([
    outbox.delete(id),
    known?.after && signedInHere() === known.owner && tx.objectStore('sent').put(known.after),
    known && result?.resident === known.owner && keepNewer(tx.objectStore('summaries'), result.summary),
    tx.done,
  ])
  if (result) acknowledged.set(result)
}

const park = (item: OutboxItem, parked: string) => change(item, () => ({ parked }))

const postpone = (item: OutboxItem, retryAfter: number | null, share: number) =>
  change(item, (now) => {
    const tries = now.tries + 1
    return { tries, notBefore: Date.now() + backoff(tries, retryAfter, () => share) }
  })

/** Changes an item as it is now. Another tab may have sent it, or the person given it up: then it must not come back. */
async function change(
  { id }: OutboxItem,
  part: (now: OutboxItem) => Partial<Pick<OutboxItem, 'tries' | 'notBefore' | 'parked'>>,
): Promise<void> {
  const { store, done } = (await database()).transaction('outbox', 'readwrite')
  const now = await store.get(id)
  if (now) await store.put({ ...now, ...part(now) })
  await done
}

async function plan(owner: UUID): Promise<void> {
  const times = sendable(await itemsOf(owner)).map((item) => item.notBefore)
  if (times.length === 0 || session.get().expired) return
  timer = setTimeout(() => void flush(), Math.max(tick, Math.min(...times) - Date.now()))
}

export function startOutbox(): void {
  let person = session.get().person?.id
  let expired = session.get().expired
  session.subscribe((now) => {
    if (now.person?.id !== person || (expired && !now.expired)) void flush(true)
    person = now.person?.id
    expired = now.expired
  })
  online.subscribe((up) => up && void flush(true))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void flush())
  tabs?.addEventListener('message', () => void count())
  navigator.serviceWorker?.addEventListener('message', ({ data }) => data === 'flush' && void flush(true))
  void flush()
}
