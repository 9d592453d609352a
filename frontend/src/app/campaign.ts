import { api } from '../api/endpoints'
import { campaign } from './running'

export async function loadCampaign(): Promise<void> {
  try {
    campaign.set((await api.campaigns()).items[0] ?? null)
  } catch {
    // Nothing on a learner's way needs it; the next start asks again.
  }
}
