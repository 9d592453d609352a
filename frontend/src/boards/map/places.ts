import type { BoardRow, RankedBy } from '../../api/campaigns'
import type { Ward } from '../../api/schema'

export type Rate = Exclude<RankedBy, 'points'>

/** What the map of a campaign shows: the first share that it ranks by. Points are no share, so they have no map. */
export const rateOf = (measures: readonly RankedBy[]): Rate | undefined =>
  measures.find((one): one is Rate => one !== 'points')

/** What the map draws of a commune or ward. */
export interface Mapped {
  ward: Pick<Ward, 'code' | 'name' | 'kind'> & { lon: number; lat: number }
  /** 0: not ranked. */
  rank: number
  /** Null where it is hidden or there is no roll. */
  rate: number | null
  roll: number
  /** Why it is not ranked. */
  reason: string
}

/** A commune or ward with its place on the map and on the board. */
export interface Place extends Mapped {
  ward: Ward & { lon: number; lat: number }
  done: number | null
  /** The day of the roll, and its version; nothing without one. */
  rollDay: string | null
  rollVersion: number
}

/** Every ward, whether the board has it or not, ordered by code. */
export function placesOf(
  wards: readonly Place['ward'][],
  ranked: readonly BoardRow[],
  apart: readonly BoardRow[],
): Place[] {
  const rows = new Map([...apart, ...ranked].map((row) => [row.id, row]))
  return wards
    .map((ward) => {
      const row = rows.get(ward.code)
      return {
        ward,
        rank: row?.rank ?? 0,
        rate: row?.rank ? row.value : null,
        done: row?.done ?? null,
        roll: row?.roll ?? 0,
        rollDay: row?.roll_day || null,
        rollVersion: row?.roll_version ?? 0,
        reason: row ? (row.rank ? '' : (row.reason ?? '')) : 'no_roll',
      }
    })
    .sort((a, b) => (a.ward.code < b.ward.code ? -1 : 1))
}

export const mapKeys = ['rank', 'name', 'rate', 'done', 'roll'] as const
export type MapKey = (typeof mapKeys)[number]

const byName = new Intl.Collator('vi', { numeric: true })

/** A copy in the order asked for; who has no figure stands last either way. */
export function sorted(places: readonly Place[], key: MapKey, down: boolean): Place[] {
  const sign = down ? -1 : 1
  const figure = (one: Place) => (key === 'rank' ? one.rank || null : key === 'name' ? null : one[key])
  return [...places].sort((a, b) => {
    const names = byName.compare(a.ward.name, b.ward.name)
    if (key === 'name') return sign * names
    const [x, y] = [figure(a), figure(b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null) || names
    return sign * (x - y) || names
  })
}
