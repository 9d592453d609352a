import type { Account, UUID, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { allOf } from '../../manage/desk/places'
import { fold } from '../../manage/sort'

/** How many cards the server makes at a time. */
export const mostCards = 40

/** All accounts of a village, since they are searched and chosen among as a whole. */
export const allAccounts = (village: VillageID): Promise<Account[]> =>
  allOf((query) => staffApi.accounts(village, query))

/** Those who wait to be confirmed apart from the others, each in the order given. */
export const byConfirmation = (accounts: readonly Account[]) => ({
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
