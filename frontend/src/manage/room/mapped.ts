import type { Mapped } from '../../boards/map/places'
import { stepCount, stepOf, stepRange } from '../../boards/map/steps'
import type { Offer, PlaceInsight } from './read'
import { shareOf } from './read'
import type { Drawing } from './state'

/** What the map draws of a place, as a share; null where it is not told, or there is no roll or no target. */
export function drawnOf({ target, gain, totals }: PlaceInsight, draw: Drawing): number | null {
  if (draw === 'gain') return shareOf(gain, totals.roll)
  if (draw === 'rate') return totals.rate
  return target > 0 && totals.rate !== null ? (100 * totals.rate) / target : null
}

/** The wards with their places on the map; the one with the most is the first, equal ones by name as they stand. */
export function mappedOf(places: readonly PlaceInsight[], wards: Offer['wards'], draw: Drawing): Mapped[] {
  const at = new Map(wards.map((ward) => [ward.id, ward]))
  const figures = places
    .map((place) => drawnOf(place, draw))
    .filter((rate) => rate !== null)
    .sort((a, b) => b - a)
  return places.flatMap((place) => {
    const { lon, lat } = at.get(place.id) ?? {}
    if (lon === undefined || lat === undefined) return []
    const rate = drawnOf(place, draw)
    const { id: code, name, kind } = place
    return {
      ward: { code, name, kind: kind === 'ward' ? ('ward' as const) : ('commune' as const), lon, lat },
      rank: rate === null ? 0 : figures.indexOf(rate) + 1,
      rate,
      roll: place.totals.roll,
      reason: place.totals.roll > 0 ? 'few_learners' : 'no_roll',
    }
  })
}

/** The steps of a legend in words, for the picture: "1: 0–20 %". */
export const stepsInWords = (width: number, percents: (share: number) => string): string[] =>
  Array.from({ length: stepCount }, (_, index) => {
    const { from, to } = stepRange(index + 1, width)
    return index + 1 === stepCount ? `${percents(from)} +` : `${percents(from)} – ${percents(to)}`
  })

/** The shade of a share, 0 where there is none. */
export const shadeOf = (rate: number | null, width: number): number => (rate === null ? 0 : stepOf(rate, width))
