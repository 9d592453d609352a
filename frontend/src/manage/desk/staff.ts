import type { Day, Role, StaffMember } from '../../api/schema'
import { zoneMs } from '../days'

/** What somebody is appointed for: a coordinator's village or an officer's ward. */
export interface Place {
  id: string
  name: string
}

export interface PlaceStaff extends Place {
  members: StaffMember[]
}

export const placeOf = (member: StaffMember) => member.village ?? member.ward ?? ''

/** Staff of one role by place, in the order of `places`; places with nobody are left out. Places not known are skipped. */
export function byPlace(members: readonly StaffMember[], role: Role, places: readonly Place[]): PlaceStaff[] {
  return places
    .map((place) => ({ ...place, members: members.filter((one) => one.role === role && placeOf(one) === place.id) }))
    .filter((one) => one.members.length > 0)
}

/** Everybody once, by name: those who have an account already may get another task. */
export function people(members: readonly StaffMember[]): StaffMember[] {
  const once = new Map(members.map((one) => [one.person, one]))
  return [...once.values()].sort((a, b) => a.name.localeCompare(b.name, 'vi'))
}

const dayMs = 86_400_000

/** The moment at which a day begins in Việt Nam. */
const begin = (day: Day) => Date.parse(`${day}T00:00:00Z`) - zoneMs

/** From the first moment of `from` to the end of the day `until`, both as the server wants them; empty days are left out. */
export const period = (from: Day | '', until: Day | ''): { from?: string; until?: string } => ({
  ...(from && { from: new Date(begin(from)).toISOString() }),
  ...(until && { until: new Date(begin(until) + dayMs).toISOString() }),
})

/** Whether a period has a length and some of it is still to come. */
export const soundPeriod = (from: Day | '', until: Day | '', now: number) =>
  until === '' || (begin(until) + dayMs > now && (from === '' || from <= until))

/** The last moment of an appointment lies in the day that people mean by "until". */
export const lastDay = (until: string) => new Date(Date.parse(until) - 1)

export type Standing = 'coming' | 'now' | 'over'

export function standing({ from, until }: Pick<StaffMember, 'from' | 'until'>, now: number): Standing {
  if (until !== null && Date.parse(until) <= now) return 'over'
  return from !== null && Date.parse(from) > now ? 'coming' : 'now'
}
