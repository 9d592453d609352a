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

export async function lastSummary(person: UUID): Promise<Summary | undefined> {
  const kept = await (await database()).get('summaries', person)
  // An earlier version of the app kept it without reviews.
  return kept && { ...kept, reviews: kept.reviews ?? [] }
}
