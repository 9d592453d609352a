import type { Village } from '../../api/schema'
import { number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import type { VillageWords } from './messages.vi'

/** An open village with how many people have registered there. */
export interface Place {
  village: Village
  registered: number
}

export const nameOf = (place: Place) => capital(place.village.name)

/** What will have happened when one village is merged into another, in sentences. */
export function afterMerge(from: Place, into: Place, { merge: m }: VillageWords): string[] {
  const [a, b] = [from.village.roll?.adults, into.village.roll?.adults]
  return [
    m.people(number(from.registered), nameOf(into)),
    m.team(nameOf(into)),
    a && b ? m.roll(number(b), number(a), number(a + b)) : m.noRoll(nameOf(into)),
    m.boards(nameOf(from)),
    m.final,
  ]
}

interface SplitOff {
  name: string
  people: number
  /** Of the roll; 0: not known. */
  adults: number
}

/** What will have happened when a new village is split off, in sentences. */
export function afterSplit(from: Place, off: SplitOff, { split: m }: VillageWords): string[] {
  const rest = nameOf(from)
  const name = off.name.trim() || m.newPlace
  const roll = from.village.roll?.adults ?? 0
  return [
    m.after(number(off.people), name),
    m.stays(rest),
    off.adults > 0 && roll > off.adults ? m.roll(rest, number(roll - off.adults), name, number(off.adults)) : m.noRoll,
    m.boards,
  ]
}

/** The number of adults that somebody typed: 0 for nothing, null for what cannot be. */
export function adultsOf(text: string, roll: number): number | null {
  const typed = text.trim()
  if (typed === '') return 0
  const adults = /^[0-9]{1,6}$/.test(typed) ? Number(typed) : 0
  return adults > 0 && adults < roll ? adults : null
}
