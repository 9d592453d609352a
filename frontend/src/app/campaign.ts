import { api } from '../api/endpoints'
import type { Campaign } from '../api/schema'
import { campaign } from './running'

const key = 'hocso.campaign'

/** As it was last told: which modules count must be known without a network too. */
function kept(): Campaign | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

campaign.set(kept())

export async function loadCampaign(): Promise<void> {
  try {
    const { items } = await api.campaigns()
    const runs = items.find((one) => one.main) ?? null
    campaign.set(runs)
    localStorage.setItem(key, JSON.stringify(runs))
  } catch {
    // Nothing on a learner's way needs it; the next start asks again.
  }
}
