import type { ModuleTotals, Totals } from '../api/schema'

/** A line of a table of places. */
export interface PlaceRow {
  id: string
  name: string
  totals: Totals
}

export const sortKeys = ['name', 'rate', 'participants', 'completed', 'learners', 'registered', 'roll'] as const
export type SortKey = (typeof sortKeys)[number]

export interface Order {
  key: SortKey
  down: boolean
}

const byName = new Intl.Collator('vi', { numeric: true })

/** A copy in the order asked for. A place without a rate stands last either way; equal places stand by name. */
export function sortPlaces(rows: readonly PlaceRow[], { key, down }: Order): PlaceRow[] {
  const sign = down ? -1 : 1
  return [...rows].sort((a, b) => {
    const names = byName.compare(a.name, b.name)
    if (key === 'name') return sign * names
    const x = a.totals[key]
    const y = b.totals[key]
    if (x === null || y === null) return Number(x === null) - Number(y === null) || names
    return sign * (x - y) || names
  })
}

/** As people expect a list: names from A, figures from the top. */
export const startOrder = (key: SortKey): Order => ({ key, down: key !== 'name' })

/** A heading that is tapped again turns the order. */
export const nextOrder = (order: Order, key: SortKey): Order =>
  order.key === key ? { key, down: !order.down } : startOrder(key)

/** Letters without accents and case, so that "dak" finds "Đắk". */
export const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .trim()

/** Modules that somebody tried, the smallest share of passes first; of equal ones that which more people tried. */
export const hardestFirst = (modules: readonly ModuleTotals[]): ModuleTotals[] =>
  modules
    .filter((one) => one.tried > 0)
    .sort((a, b) => a.passed / a.tried - b.passed / b.tried || b.tried - a.tried || (a.module < b.module ? -1 : 1))
