import type { Account, ListAccountsAnswer, ListedAccount, UUID, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { fold } from '../../i18n/fold'

/** How many cards the server makes at a time. */
export const mostCards = 40

/** As many accounts as the first sight needs, and as the server gives in one answer. */
const fewAccounts = 100
const manyAccounts = 1000

export const firstAccounts = (village: VillageID): Promise<ListAccountsAnswer> =>
  staffApi.accounts(village, { limit: fewAccounts })

/** The accounts of a village that come after one. */
export async function otherAccounts(village: VillageID, after: UUID | null): Promise<ListedAccount[]> {
  const items: ListedAccount[] = []
  for (let from: string | null = after; from !== null; ) {
    const page: ListAccountsAnswer = await staffApi.accounts(village, { limit: manyAccounts, after: from })
    items.push(...page.items)
    from = page.next
  }
  return items
}

/** All accounts of a village, since they are searched and chosen among as a whole. */
export async function allAccounts(village: VillageID): Promise<ListedAccount[]> {
  const page = await staffApi.accounts(village, { limit: manyAccounts })
  return [...page.items, ...(await otherAccounts(village, page.next))]
}

/** Those who wait to be confirmed apart from the others, each in the order given. */
export const byConfirmation = <T extends Account>(accounts: readonly T[]) => ({
  waiting: accounts.filter((one) => one.unconfirmed),
  others: accounts.filter((one) => !one.unconfirmed),
})

/** By a part of the name, with or without accents, or by the digits that are known of the phone number. */
export function matches({ name, hint }: Pick<Account, 'name' | 'hint'>, text: string): boolean {
  const wanted = fold(text)
  return wanted === '' || (name !== null && fold(name).includes(wanted)) || hint === wanted
}

/**
 * Who gets a card unless the coordinator chooses otherwise: people who are confirmed and have none that works.
 */
export const withoutCard = (accounts: readonly Account[]): UUID[] =>
  accounts
    .filter((one) => !one.card && !one.unconfirmed)
    .slice(0, mostCards)
    .map((one) => one.id)

/** In groups of three and four, as people read numbers out: 7 as 4 and 3, 10 as 4, 3 and 3. Printed dashes stay. */
export function groups(code: string): string[] {
  if (/[-\s]/.test(code)) return code.split(/[-\s]+/)
  const all = Math.ceil(code.length / 4)
  const parts: string[] = []
  let at = 0
  for (let left = all; left > 0; left--) {
    const size = Math.ceil((code.length - at) / left)
    parts.push(code.slice(at, at + size))
    at += size
  }
  return parts
}
