/** What the first paint can do without. */
import { startOutbox } from '../offline/outbox'
import { fetchSummary } from '../offline/summaries'
import { restoreSession } from './account'
import { loadCampaign } from './campaign'
import { session } from './session'
import { startWorker } from './worker'

export { restoreSession }

export async function startLate(): Promise<void> {
  await restoreSession()
  startOutbox()
  watchPeople()
  startWorker()
  await loadCampaign()
}

/** Who signs in finds on this phone what they learnt on another one, whichever page they come to. */
function watchPeople(): void {
  let before = session.get().person?.id
  session.subscribe(({ person }) => {
    if (person && person.id !== before) void fetchSummary(person.id).catch(() => undefined)
    before = person?.id
  })
}
