import type { Count, ModuleTotals, Totals } from '../api/schema'
import { weight } from './counts'

/** A line of a table of places. */
export interface PlaceRow {
  id: string
  name: string
  totals: Totals
  /** Who took part for the first time in the last seven days, where the table tells it. */
  gain?: Count
}

export const sortKeys = ['name', 'rate', 'gain', 'participants', 'completed', 'learners', 'registered', 'roll'] as const
export type SortKey = (typeof sortKeys)[number]

export interface Order {
  key: SortKey
  down: boolean
}

export const byName = new Intl.Collator('vi', { numeric: true })

/** What a place is sorted by; null where there is nothing to sort by, as a rate without a roll. */
export function figure(
  { totals, gain = 0 }: Pick<PlaceRow, 'totals' | 'gain'>,
  key: Exclude<SortKey, 'name'>,
): number | null {
  const { rate, participants, roll, ...counts } = totals
  if (key === 'gain') return weight(gain)
  if (key === 'roll') return roll
  if (key === 'rate') return rate ?? (roll > 0 ? weight(participants) / roll : null)
  return weight(key === 'participants' ? participants : counts[key])
}

/** A copy in the order asked for. A place without a rate stands last either way; equal places stand by name. */
export function sortPlaces<Row extends PlaceRow>(rows: readonly Row[], { key, down }: Order): Row[] {
  const sign = down ? -1 : 1
  return [...rows].sort((a, b) => {
    const names = byName.compare(a.name, b.name)
    if (key === 'name') return sign * names
    const x = figure(a, key)
    const y = figure(b, key)
    if (x === null || y === null) return Number(x === null) - Number(y === null) || names
    return sign * (x - y) || names
  })
}

/** As people expect a list: names from A, figures from the top. */
export const startOrder = (key: SortKey): Order => ({ key, down: key !== 'name' })

/** A heading that is tapped again turns the order. */
export const nextOrder = (order: Order, key: SortKey): Order =>
  order.key === key ? { key, down: !order.down } : startOrder(key)

const passShare = ({ passed, tried }: { passed: Count; tried: number }) => weight(passed) / tried

/**
 * Modules that somebody tried, the smallest share of passes first; of equal ones that which more people tried. Those
 * that under five tried stand last: their share is not told.
 */
export function hardestFirst(modules: readonly ModuleTotals[]): ModuleTotals[] {
  const byId = (a: ModuleTotals, b: ModuleTotals) => (a.module < b.module ? -1 : 1)
  return modules
    .filter((one) => one.tried !== 0)
    .sort((a, b) => {
      if (a.tried === null || b.tried === null) return Number(a.tried === null) - Number(b.tried === null) || byId(a, b)
      const [x, y] = [passShare({ ...a, tried: a.tried }), passShare({ ...b, tried: b.tried })]
      return x - y || b.tried - a.tried || byId(a, b)
    })
}

const usual: Order = { key: 'rate', down: true }

/** The order that an address asks for: "gain", or "gain-up" for the other way round. What it says wrongly counts as not said. */
export function orderOf(text: string | undefined): Order {
  const [, name, turned] = /^([a-z]+)(-up|-down)?$/.exec(text ?? '') ?? []
  const key = sortKeys.find((one) => one === name)
  if (!key) return usual
  return turned ? { key, down: turned === '-down' } : startOrder(key)
}

/** An order as an address has it; nothing for the usual one. */
export function orderSearch({ key, down }: Order): string {
  if (key === usual.key && down === usual.down) return ''
  return `?sort=${key}${down === startOrder(key).down ? '' : down ? '-down' : '-up'}`
}
