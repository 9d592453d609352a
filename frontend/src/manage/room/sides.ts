import type { CampaignState } from '../../api/campaigns'
import type { Insights, Reached } from '../../api/schema'
import { dayNumber } from '../days'
import { lines } from './days'

/** One of two that are compared. */
export interface Side {
  name: string
  insights: Insights
  campaign: CampaignState | undefined
  /** Its figures are those of a settlement, which knows no days. */
  settled: boolean
}

/** What a settlement tells, in the shape of what the room looks at; what it has no word of is null. */
export function insightsOf({ campaign, settled_at, ...reached }: Reached): Insights {
  const nothing = { points: null, submissions: null, registered: null }
  return {
    campaign,
    ward: null,
    targets: { participation: 0, completion: 0 },
    totals: {
      roll: reached.roll,
      rate: reached.rate,
      learners: reached.learners,
      participants: reached.participants,
      completed: reached.completed,
      ...nothing,
    },
    gain: null,
    work: { attempts: null, assisted: null },
    places: [],
    spread: { no_roll: 0, none: 0, few: 0, tenths: [] },
    bands: [],
    modules: [],
    days: [],
    running: [],
    hours: [],
    quizzes: [],
    as_of: settled_at,
  }
}

/** When what is said of both is of: as old as the older of the two. */
export const asOfBoth = (first: Side, second: Side): string => {
  const [a, b] = [first.insights.as_of, second.insights.as_of]
  return Date.parse(a) <= Date.parse(b) ? a : b
}

interface Together {
  /** Days of the calendar, or of each campaign from 1. */
  at: number[]
  /** Percent of the roll, null where a side has no such day. */
  one: (number | null)[]
  other: (number | null)[]
  /** There may be more than the lines say, since days are hidden. */
  more: boolean
}

/** How both sides' participation went, on one axis. Without a roll a side has no line. */
export function together(first: Side, second: Side, calendar: boolean): Together {
  const [a, b] = [sharesOf(first, calendar), sharesOf(second, calendar)]
  const at = [...new Set([...a.shares.keys(), ...b.shares.keys()])].sort((x, y) => x - y)
  return {
    at,
    one: at.map((day) => a.shares.get(day) ?? null),
    other: at.map((day) => b.shares.get(day) ?? null),
    more: a.more || b.more,
  }
}

function sharesOf({ insights, campaign, settled }: Side, calendar: boolean) {
  const { roll } = insights.totals
  const rows = roll > 0 && !settled ? lines(insights, campaign ?? null, 'all', Date.parse(insights.as_of)) : []
  const first = rows[0] ? dayNumber(rows[0].day) : 0
  const shares = new Map(
    rows.map(({ day, total }) => [dayNumber(day) - (calendar ? 0 : first - 1), (100 * total) / roll] as const),
  )
  return { shares, more: rows.some(({ more }) => more) }
}
