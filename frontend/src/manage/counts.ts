import type { Count } from '../api/schema'
import { number } from '../i18n/format'

/** A count, or the words for one that is hidden because it would tell of a group of one to four people. */
export const countText = (count: Count, few: string) => (count === null ? few : number(count))

/** What share of a roll a hidden count stays below; null where nothing can be said, for want of a roll. */
export const shareBelow = (roll: number) => (roll > 0 ? Math.min(1, 5 / roll) : null)

/** Where a hidden count stands among others: above none, below five. */
export const weight = (count: Count) => count ?? 2.5
