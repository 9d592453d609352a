import { type Band, type BoardQuery, measures, type RankedBy } from '../../api/campaigns'
import type { Board } from '../../api/schema'

export const windows = ['campaign', 'week', 'last_week', 'day', 'yesterday'] as const
export type Window = (typeof windows)[number]

/** How a board is looked at. All of it stands in the page's address, so that a link shows the same board to everybody. */
export interface View {
  /** Left out: the campaign that runs. */
  campaign: string | undefined
  /** Left out: what the campaign ranks by first. */
  measure: RankedBy | undefined
  window: Window
  band: string | undefined
  list: 'ranked' | 'apart'
  /** The place to look at, wherever it stands. */
  around: string | undefined
}

const among = <T extends string>(all: readonly T[], text: string | undefined): T | undefined =>
  all.find((one) => one === text)

/** The view that an address asks for. What it says wrongly counts as not said. */
export function viewOf(query: Record<string, string | undefined>): View {
  const measure = among(measures, query.measure)
  return {
    campaign: query.campaign || undefined,
    measure,
    // The gain is of seven days whatever the window, so the server has no other.
    window: measure === 'gain' ? 'campaign' : (among(windows, query.window) ?? 'campaign'),
    band: query.band || undefined,
    list: query.list === 'apart' ? 'apart' : 'ranked',
    around: query.around || undefined,
  }
}

/** What the API is asked for, without what is so anyway. */
export function boardQuery({ campaign, measure, window, band }: View): BoardQuery {
  return { campaign, measure, window: window === 'campaign' ? undefined : window, band }
}

/** The query of a page's address, with its question mark; nothing if all is as usual. */
export function search(view: View): string {
  const { list, around } = view
  const pairs = Object.entries({ ...boardQuery(view), list: list === 'apart' ? list : undefined, around })
  const text = new URLSearchParams(pairs.filter((pair): pair is [string, string] => Boolean(pair[1]))).toString()
  return text && `?${text}`
}

/**
 * The same view with something else chosen. A place that was looked for stays in sight only on the same list, unless the other one is
 * opened for it.
 */
export function changed(view: View, change: Partial<View>): View {
  const next = { ...view, ...change }
  if (next.measure === 'gain') next.window = 'campaign'
  if (change.list && change.list !== view.list && !change.around) next.around = undefined
  return next
}

/** The view of another board: sizes are of villages only, and a place of one board is not on another. */
export const elsewhere = (view: View, villages: boolean): View => ({
  ...view,
  band: villages ? view.band : undefined,
  list: 'ranked',
  around: undefined,
})

export type ShownBoard = Board
export type Row = Board['items'][number]

/** Which band a roll is in, if any. */
export const bandOf = (adults: number, bands: readonly Band[]): Band | undefined =>
  bands.find((band) => adults >= band.from && (!band.to || adults <= band.to))

/** The rank that a row would reach next, as far as the rows above it are known. */
export function nextRank(rows: readonly Row[], index: number): number | undefined {
  const own = rows[index]?.rank ?? 0
  for (let at = index - 1; at >= 0; at--) {
    const rank = rows[at]?.rank ?? 0
    if (rank < own) return rank
  }
  return undefined
}
