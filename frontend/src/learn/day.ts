import type { Day, Time } from '../api/schema'

// Việt Nam keeps no summer time, so a fixed offset is exact on every phone, whatever zone it is set to.
const offset = 7 * 3_600_000

/** The calendar day of the province on which a time falls. */
export const dayOf = (time: Time | Date): Day => new Date(new Date(time).getTime() + offset).toISOString().slice(0, 10)

/** The day so many days later. */
export const addDays = (day: Day, count: number): Day => {
  const moved = new Date(`${day}T00:00:00Z`)
  moved.setUTCDate(moved.getUTCDate() + count)
  return moved.toISOString().slice(0, 10)
}
