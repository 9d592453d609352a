import { type Band, type CampaignState, campaignApi, measures, type RankedBy } from '../../api/campaigns'
import { api } from '../../api/endpoints'
import { useLoad } from '../../app/useLoad'

/** What a campaign's boards offer to choose from. */
export interface Choices {
  campaign: CampaignState | undefined
  /** All that are public, running or past. */
  campaigns: readonly CampaignState[]
  measures: readonly RankedBy[]
  bands: readonly Band[]
}

const none: Choices = { campaign: undefined, campaigns: [], measures, bands: [] }

/** The campaign of an id, the main one for none. Until it is known, and without a network, the usual choices. */
export function useCampaign(id: string | undefined): Choices {
  const { data } = useLoad(() => readChoices(id), [id])
  return data ?? none
}

export async function readChoices(id: string | undefined): Promise<Choices> {
  const [campaigns, boards] = await Promise.all([campaignApi.campaigns(), api.boards()])
  const { items } = campaigns
  const main = items.find((one) => one.main) ?? items[0]
  const campaign = id ? items.find((one) => one.id === id) : main
  // What the boards say is of the main campaign.
  const entry = boards.items.find((one) => one.board === 'villages') as Partial<Choices> | undefined
  const offered = campaign === main ? entry : undefined
  return {
    campaign,
    campaigns: items,
    measures: campaign?.measures ?? offered?.measures ?? measures,
    bands: campaign?.bands ?? offered?.bands ?? [],
  }
}

/** The campaigns that a board can be of: those of the whole province, a ward's own on its board only, and the one that is shown. */
export const offered = (campaigns: readonly CampaignState[], ward: string | undefined, shown: string | undefined) =>
  campaigns.filter((one) => !one.ward || one.ward === ward || one.id === shown)
