import { api } from '../api/endpoints'
import type { Summary, UUID } from '../api/schema'
import { database } from './db'

/** A person's progress as the server last told it, for when there is no network. */
export async function saveSummary(summary: Summary): Promise<void> {
  await (await database()).put('summaries', summary, summary.resident)
}

/** The table of summaries within a transaction. */
interface Store {
  get(resident: UUID): Promise<Summary | undefined>
  put(summary: Summary, resident: UUID): Promise<UUID>
}

/** The same for a summary that may be late: one of fewer submissions is older, as it is on the server. */
export async function keepNewer(store: Store, summary: Summary): Promise<void> {
  const known = await store.get(summary.resident)
  if (!known || known.submissions <= summary.submissions) await store.put(summary, summary.resident)
}

let running: { person: UUID; done: Promise<void> } | null = null

/** Brings a person's progress onto this phone, as one that is new to them needs it. Who asks meanwhile gets the same. */
export function fetchSummary(person: UUID): Promise<void> {
  if (running?.person === person) return running.done
  const done = bring(person).finally(() => {
    if (running?.done === done) running = null
  })
  running = { person, done }
  return done
}

async function bring(person: UUID): Promise<void> {
  const before = await (await database()).get('summaries', person)
  const fresh = await api.myProgress()
  const { store, done } = (await database()).transaction('summaries', 'readwrite')
  const now = await store.get(person)
  // What was acknowledged meanwhile may have overtaken this answer. A server that knows less than before was restored.
  if (now?.submissions === before?.submissions) await store.put(fresh, person)
  else await keepNewer(store, fresh)
  await done
}

export async function lastSummary(person: UUID): Promise<Summary | undefined> {
  const kept = await (await database()).get('summaries', person)
  // An earlier version of the app kept it without reviews.
  return kept && { ...kept, reviews: kept.reviews ?? [] }
}
