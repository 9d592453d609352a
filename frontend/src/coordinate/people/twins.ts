import type { ListedAccount, UUID } from '../../api/schema'
import { statuses } from '../status'

/** Of accounts that may be one person's, the one to keep: one that somebody signs in with, else where more was learnt, else the elder. */
export function toKeep(accounts: readonly ListedAccount[]): ListedAccount {
  const weight = (one: ListedAccount) =>
    (one.pin ? 1000 : 0) +
    (one.unconfirmed ? 0 : 100) +
    10 * (one.status === null || one.status === 'not_started' ? 0 : 1 + statuses.indexOf(one.status)) +
    (one.card ? 1 : 0)
  const better = (a: ListedAccount, b: ListedAccount) =>
    weight(b) - weight(a) || Date.parse(a.created_at) - Date.parse(b.created_at)
  return [...accounts].sort(better)[0] as ListedAccount
}

/** Which are merged unless their reader says otherwise: the other one of two; of more nobody knows. */
export const toDrop = (accounts: readonly ListedAccount[], keep: UUID): UUID[] =>
  accounts.length === 2 ? accounts.filter((one) => one.id !== keep && !one.pin).map((one) => one.id) : []
