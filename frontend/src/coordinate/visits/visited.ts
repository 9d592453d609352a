import type { FieldEvent, UUID, VisitOutcome } from '../../api/schema'
import { inOrder } from '../field/session'

/** A visit that this phone has noted. */
export interface Noted {
  /** The event, which can be undone. */
  id: UUID
  outcome: VisitOutcome
}

/** What a list of visits cannot have in it: what was noted since it was asked for, or was not sent by then. */
export interface Lacking {
  /** In ms by this phone's own clock, which may be another than the server's. */
  since: number
  unsent: readonly UUID[]
}

/** Of each person the last visit noted here that the list does not have: the server's next list has it in. */
export function noted(events: readonly FieldEvent[], { since, unsent }: Lacking): Map<UUID, Noted> {
  const visits = new Map<UUID, Noted>()
  for (const { id, kind, person, outcome, at } of inOrder(events)) {
    if (kind === 'visited' && person && outcome && (Date.parse(at) >= since || unsent.includes(id)))
      visits.set(person, { id, outcome })
  }
  return visits
}
