import type { VillageID } from '../api/schema'
import { session } from '../app/session'
import { keptRoster } from './field/roster'

/** What a village is called, as far as this phone knows without a network. */
export async function keptName(village: VillageID): Promise<string | undefined> {
  const owner = session.get().person?.id
  return owner && (await keptRoster({ owner, village }).catch(() => undefined))?.name
}
