import type { VillageRolls } from '../../api/campaigns'
import type { VillageID } from '../../api/schema'

/** What has been typed into the fields, by village. */
export type Typed = Readonly<Record<VillageID, string>>

/** A number of adults as people type it, "1.250" too; null if it is none. */
export function adultsOf(text: string): number | null {
  const plain = text.trim().replace(/(\d)[. ](?=\d{3}(\D|$))/g, '$1')
  return /^\d{1,7}$/.test(plain) ? Number(plain) : null
}

/** The villages whose field holds something that is no whole number above zero. */
export const wrong = (typed: Typed): VillageID[] =>
  Object.keys(typed).filter((id) => typed[id]?.trim() && !adultsOf(typed[id] ?? ''))

/** The rolls to declare: every field that holds a number, in the order of the list. */
export const declared = (items: readonly VillageRolls[], typed: Typed): { village: VillageID; adults: number }[] =>
  items.flatMap(({ village }) => {
    const adults = adultsOf(typed[village.id] ?? '')
    return adults ? [{ village: village.id, adults }] : []
  })

/** Whether a date field holds a whole date: while 2026 is typed it says 0002, 0020 and 0202 in turn. */
export const wholeDay = (day: string): boolean => day >= '1900-01-01'

/** Villages with a roll that waits for approval. */
export const waiting = (items: readonly VillageRolls[]) => items.filter((one) => one.declared !== null)

/** The rows of a table of the ward's villages to fill in, with what is approved now. Its heads are among those that the server knows. */
export const templateRows = (items: readonly VillageRolls[]): string[][] => [
  ['Mã', 'Tên thôn', 'Số người trưởng thành'],
  ...items.map(({ village, approved }) => [village.id, village.name, approved ? String(approved.adults) : '']),
]
