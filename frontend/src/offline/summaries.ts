import type { Summary, UUID } from '../api/schema'
import { database } from './db'

/** A person's progress as the server last told it, for when there is no network. */
export async function saveSummary(summary: Summary): Promise<void> {
  await (await database()).put('summaries', summary, summary.resident)
}

export async function lastSummary(person: UUID): Promise<Summary | undefined> {
  const kept = await (await database()).get('summaries', person)
  // An earlier version of the app kept it without reviews.
  return kept && { ...kept, reviews: kept.reviews ?? [] }
}
