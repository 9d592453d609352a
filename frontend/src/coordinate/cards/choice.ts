import type { Account, UUID } from '../../api/schema'
import { mostCards } from '../people/accounts'

/** Adds or takes away one person; at most as many as the server makes at a time. */
export function toggle(chosen: readonly UUID[], id: UUID): readonly UUID[] {
  if (chosen.includes(id)) return chosen.filter((one) => one !== id)
  return chosen.length < mostCards ? [...chosen, id] : chosen
}

/** How many of those chosen hold a card that will stop working. */
export const withCard = (accounts: readonly Account[], chosen: readonly UUID[]) =>
  accounts.filter((one) => one.card && chosen.includes(one.id)).length
