import type { Count, Insights } from '../../api/schema'
import { type RunningDay, runningDays, span } from '../days'

/** A day of a campaign with all that is told of it. */
export interface Line extends RunningDay {
  completed: Count
  submissions: Count
}

/** How many days "recent" ones are. */
const recent = 14

/**
 * The days of a campaign, from the first one to now, or the last ones alone. What is added up is the server's own sum, which misses a few
 * people of hidden days at most.
 */
export function lines(
  { days, running }: Pick<Insights, 'days' | 'running'>,
  campaign: { first_day: string; last_day: string } | null,
  range: 'all' | 'recent',
  now: number,
): Line[] {
  const { first, last } = span(days, campaign, now)
  const sums = new Map(running.map(({ day, participants }) => [day, participants]))
  let total = running.filter(({ day }) => day < first).pop()?.participants ?? 0
  const told = new Map(days.map((one) => [one.day, one]))
  const all = runningDays(days, first, last).map((row) => {
    const one = told.get(row.day)
    total = sums.get(row.day) ?? total
    return { ...row, total, completed: one ? one.completed : 0, submissions: one ? one.submissions : 0 }
  })
  return range === 'recent' ? all.slice(-recent) : all
}

/** How many people some days brought, and whether there may be more since some are hidden. */
export const freshOf = (rows: readonly Line[]): { sum: number; more: boolean } => ({
  sum: rows.reduce((all, { fresh }) => all + (fresh ?? 0), 0),
  more: rows.some(({ fresh }) => fresh === null),
})
