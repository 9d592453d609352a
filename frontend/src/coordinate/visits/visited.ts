import type { FieldEvent, Time, UUID, VisitOutcome } from '../../api/schema'
import { inOrder } from '../field/session'

/** A visit that this phone has noted. */
export interface Noted {
  /** The event, which can be undone. */
  id: UUID
  outcome: VisitOutcome
}

/** Of each person the last visit noted here since the list was made: the server's next list has it in. */
export function noted(events: readonly FieldEvent[], since: Time): Map<UUID, Noted> {
  const visits = new Map<UUID, Noted>()
  for (const { id, kind, person, outcome, at } of inOrder(events)) {
    if (kind === 'visited' && person && outcome && Date.parse(at) >= Date.parse(since))
      visits.set(person, { id, outcome })
  }
  return visits
}
