import type { Request, StaffMember, Time, WardProgress } from '../../api/schema'
import { clockOf } from '../../learn/account/settings/requests'
import { standing } from '../desk/staff'

/** What waits in a ward, by kind; nothing of a kind is 0. */
export interface Waiting {
  requests: number
  /** By when the next request must be answered or finished. */
  due: { at: Time; late: boolean } | null
  reviews: number
  rolls: number
  noRoll: number
  noTeam: number
}

type Villages = WardProgress['villages']

/** `requests` are open ones of this ward, the next due first; both lists are null where they are not this person's to see. */
export function waitingIn(
  villages: Villages,
  requests: readonly Request[] | null,
  staff: readonly StaffMember[] | null,
  now: Date,
): Waiting {
  const first = requests?.[0] && clockOf(requests[0], now)
  const helped = new Set(
    staff
      ?.filter((one) => one.role === 'coordinator' && standing(one, now.getTime()) !== 'over')
      .map((one) => one.village),
  )
  return {
    requests: requests?.length ?? 0,
    due: first ? { at: first.at, late: first.late } : null,
    reviews: villages.filter((one) => one.state === 'review').length,
    rolls: villages.filter((one) => one.waiting).length,
    noRoll: villages.filter((one) => !one.waiting && !one.village.roll).length,
    noTeam: staff ? villages.filter((one) => !helped.has(one.village.id)).length : 0,
  }
}
