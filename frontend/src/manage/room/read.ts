import { type CampaignState, campaignApi } from '../../api/campaigns'
import { call } from '../../api/client'
import { api } from '../../api/endpoints'
import type { Count, Insights, Reached } from '../../api/schema'
import { fold } from '../../i18n/fold'
import { wardName } from '../../i18n/places'
import { weight } from '../counts'
import { allOf } from '../desk/places'
import { byName, figure } from '../sort'
import { downwards, type SortKey, type State } from './state'

export interface InsightsQuery {
  ward?: string | undefined
  campaign?: string | undefined
}

export type PlaceInsight = Insights['places'][number]

export const readInsights = (query: InsightsQuery, signal?: AbortSignal): Promise<Insights> =>
  call('GET', '/province/insights', { query, ...(signal && { signal }) })

/** What a frozen campaign had reached, by its settlement. */
export const readReached = (campaign: string, ward: string | undefined, signal?: AbortSignal): Promise<Reached> =>
  call('GET', `/province/insights/settled/${campaign}`, { query: { ward }, ...(signal && { signal }) })

/** Whether a campaign's figures are only in its settlement: the main one is counted on when it is frozen. */
export const settledOnly = ({ main, stage }: Pick<CampaignState, 'main' | 'stage'>): boolean =>
  !main && stage === 'frozen'

/** What there is to choose from. */
export interface Offer {
  wards: readonly { id: string; name: string; lon: number; lat: number }[]
  campaigns: readonly CampaignState[]
}

export async function readOffer(): Promise<Offer> {
  const [wards, { items }] = await Promise.all([allOf((query) => api.wards(query)), campaignApi.campaigns()])
  return {
    wards: wards
      .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
      .map((ward) => ({ id: ward.code, name: wardName(ward, true), lon: ward.lon, lat: ward.lat })),
    campaigns: items,
  }
}

/** The campaigns that are counted in a ward, or in the province for none. */
export const countedIn = (campaigns: readonly CampaignState[], ward: string | undefined): CampaignState[] =>
  campaigns.filter((one) => !settledOnly(one) && (!one.ward || one.ward === ward))

/** How a place is called in a list of its like. */
export const nameOf = ({ name, kind }: PlaceInsight, ofWard: boolean): string =>
  ofWard ? name : wardName({ name, kind: kind === 'ward' ? 'ward' : 'commune' }, true)

/** How many people more bring a place to a share of its roll, percent; 0 once it is there, null where nobody can say. */
export function missingTo(target: number, people: Count, roll: number): number | null {
  if (target <= 0 || roll <= 0 || people === null) return null
  return Math.max(0, Math.ceil((target * roll) / 100) - people)
}

/** A share of a roll; null where it is not told, or there is no roll. */
export const shareOf = (people: Count, roll: number): number | null =>
  people === null || roll <= 0 ? null : people / roll

/** What a place is sorted by; null where there is nothing to sort by. */
function figureOf(place: PlaceInsight, key: Exclude<SortKey, 'name'>): number | null {
  if (key !== 'target') return figure(place, key)
  const { target, totals } = place
  return target > 0 && totals.roll > 0 ? (100 * weight(totals.participants)) / totals.roll - target : null
}

/** The places that a state asks for, in its order. A place without a figure stands last either way; equal ones stand by name. */
export function placesIn(insights: Insights, state: State): PlaceInsight[] {
  const wanted = fold(state.text)
  const sign = downwards(state) ? -1 : 1
  return insights.places
    .filter(({ name, band }) => fold(name).includes(wanted) && (!insights.ward || !state.band || band === state.band))
    .sort((a, b) => {
      const names = byName.compare(a.name, b.name)
      if (state.sort === 'name') return sign * names
      const [x, y] = [figureOf(a, state.sort), figureOf(b, state.sort)]
      if (x === null || y === null) return Number(x === null) - Number(y === null) || names
      return sign * (x - y) || names
    })
}

/** Of the places that have a target and are told of, how many have reached it. */
export function reachedTargets(places: readonly PlaceInsight[]): { reached: number; of: number } {
  const aimed = places.filter(({ target, totals }) => target > 0 && totals.roll > 0)
  const there = aimed.filter(({ target, totals }) => missingTo(target, totals.participants, totals.roll) === 0)
  return { reached: there.length, of: aimed.length }
}
