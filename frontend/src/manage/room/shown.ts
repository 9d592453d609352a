import type { CampaignState } from '../../api/campaigns'
import type { Insights } from '../../api/schema'
import type { Offer } from './read'
import type { State } from './state'

/** What every part of the room has in hand. */
export interface Shown {
  state: State
  insights: Insights
  offer: Offer
  /** The campaign that the figures are of; undefined while it is not known. */
  campaign: CampaignState | undefined
  /** What the figures are of, for files and pictures. */
  notes: readonly string[]
  /** Shows another state in the stead of this one. */
  go: (change: Partial<State>) => void
}
