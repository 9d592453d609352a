import type { ResidentStatus, VillageProgress } from '../api/schema'

/** In the order in which a coordinator can help. */
export const statuses: readonly ResidentStatus[] = ['not_started', 'stuck', 'learning', 'participating', 'completed']

/**
 * How many of those counted the list leaves out because they did not agree to be named; null while further pages of
 * the list are not there yet.
 */
export function unlisted(
  progress: Pick<VillageProgress, 'totals' | 'statuses' | 'items' | 'next'>,
  status: ResidentStatus | undefined,
): number | null {
  if (progress.next !== null) return null
  const counted = status ? progress.statuses[status] : progress.totals.registered
  return counted === null ? null : Math.max(0, counted - progress.items.length)
}
