import type { Coordinate } from './messages.vi'

const dayMs = 86_400_000
const zoneMs = 7 * 3_600_000

const dayNumber = (ms: number) => Math.floor((ms + zoneMs) / dayMs)

/** How many midnights of Việt Nam lie between then and now. */
export const daysAgo = (time: string, now: number) => dayNumber(now) - dayNumber(Date.parse(time))

/** The last activity in plain words; beyond two weeks the date says more than a count. */
export function lastSeen(
  time: string | null,
  now: number,
  m: Coordinate['last'],
  format: { number: (n: number) => string; day: (time: string) => string },
): string {
  if (time === null) return m.never
  const days = daysAgo(time, now)
  if (days <= 0) return m.today
  if (days === 1) return m.yesterday
  return days <= 14 ? m.days(format.number(days)) : m.day(format.day(time))
}
