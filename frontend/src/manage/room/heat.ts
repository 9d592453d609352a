import type { Count, Insights } from '../../api/schema'

/** How many shades a drawing has. */
export const shades = 5

export interface HeatCell {
  /** Null: of so few that it is not told. */
  count: Count
  /** From 1 to 5; 0 for none and for what is not told. */
  step: number
}

export interface HeatRow {
  hour: number
  /** From Monday to Sunday. */
  cells: HeatCell[]
}

const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** Nobody wonders about the small hours, unless somebody learnt then. */
const morning = 6
const night = 21

/** Hours of the day against days of the week, from the morning to the evening and as far beyond as anything came. */
export function heatOf(hours: Insights['hours']): HeatRow[] {
  const counts = new Map(hours.map((one) => [one.weekday * 24 + one.hour, one.submissions]))
  const most = Math.max(0, ...hours.map(({ submissions }) => submissions ?? 0))
  const first = Math.min(morning, ...hours.map(({ hour }) => hour))
  const last = Math.max(night, ...hours.map(({ hour }) => hour))
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = first + index
    const cells = weekdays.map((weekday) => {
      const key = weekday * 24 + hour
      const count = counts.has(key) ? (counts.get(key) as Count) : 0
      return { count, step: count ? Math.ceil((shades * count) / most) : 0 }
    })
    return { hour, cells }
  })
}

/** The hour of the week in which most came in, as far as it is told. */
export function busiest(hours: Insights['hours']): { weekday: number; hour: number; submissions: number } | null {
  let best: { weekday: number; hour: number; submissions: number } | null = null
  for (const { weekday, hour, submissions } of hours) {
    if (submissions !== null && submissions > (best?.submissions ?? 0)) best = { weekday, hour, submissions }
  }
  return best
}
