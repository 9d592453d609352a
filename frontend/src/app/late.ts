/** What the first paint can do without. */
import { startOutbox } from '../offline/outbox'
import { restoreSession } from './account'
import { loadCampaign } from './campaign'
import { startWorker } from './worker'

export { restoreSession }

export async function startLate(): Promise<void> {
  await restoreSession()
  startOutbox()
  startWorker()
  await loadCampaign()
}
