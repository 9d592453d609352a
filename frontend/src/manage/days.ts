import type { Count, Day, DayTotals } from '../api/schema'
import { clock, day } from '../i18n/format'

export interface RunningDay {
  day: Day
  /** Residents who became participants on that day; null where they are hidden. */
  fresh: Count
  /** Participants up to and with that day, as far as their days are told. */
  total: number
  /** A day up to and with this one is hidden: there are more than `total`. */
  more: boolean
}

const dayMs = 86_400_000

/** Where the campaign runs, which has no summer time. */
export const zoneMs = 7 * 3_600_000

const time = (day: Day) => Date.parse(`${day}T00:00:00Z`)

/** A day as a whole number, so that it can stand on an axis. */
export const dayNumber = (day: Day): number => time(day) / dayMs
/** "5/11": the year is plain from the text around it. */
export const shortDay = (number: number): string => {
  const day = dayAt(number * dayMs)
  return `${Number(day.slice(8))}/${Number(day.slice(5, 7))}`
}
const dayAt = (ms: number): Day => new Date(ms).toISOString().slice(0, 10)

/** Today's date where the campaign runs. */
export const today = (now: number): Day => dayAt(now + zoneMs)

/** A time of today; of another day with the day. */
export const clockOrDay = (time: string, now = Date.now()): string =>
  day(time) === day(new Date(now)) ? clock(time) : `${clock(time)}, ${day(time)}`

/**
 * Every day from `first` to `last`, also those on which nothing happened. Days before `first` count towards the
 * total, days after `last` not at all.
 */
export function runningDays(days: readonly DayTotals[], first: Day, last: Day): RunningDay[] {
  const fresh = new Map(days.map((one) => [one.day, one.participants]))
  const before = days.filter((one) => one.day < first)
  let total = before.reduce((sum, one) => sum + (one.participants ?? 0), 0)
  let more = before.some((one) => one.participants === null)
  const running: RunningDay[] = []
  for (let at = time(first); at <= time(last); at += dayMs) {
    const day = dayAt(at)
    const n = fresh.has(day) ? (fresh.get(day) as Count) : 0
    total += n ?? 0
    more ||= n === null
    running.push({ day, fresh: n, total, more })
  }
  return running
}

/**
 * The days worth drawing: from the campaign's first day, or the first day with a figure, to today or the last day with
 * a figure, and never past the campaign's end unless something happened then.
 */
export function span(days: readonly DayTotals[], campaign: { first_day: Day; last_day: Day } | null, now: number) {
  const known = days.map((one) => one.day).sort()
  const first = campaign?.first_day ?? known[0] ?? today(now)
  const end = campaign && campaign.last_day < today(now) ? campaign.last_day : today(now)
  const last = [end, known[known.length - 1] ?? end, first].sort()[2] as Day
  return { first, last }
}
