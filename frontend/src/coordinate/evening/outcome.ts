import type { SessionResults, UUID } from '../../api/schema'
import type { OwnResult } from '../../offline/db'

/** How somebody's quiz in a session went; `waiting` where only the server can grade it. */
export type Outcome = 'passed' | 'tried' | 'waiting' | 'none'

interface Known {
  id: UUID
  session: { module: string | null }
  own: { results: readonly OwnResult[] }
  told: SessionResults | undefined
}

/** Each person's attempts at the module of the session, from this phone and from the server. */
function attempts({ id, session, own, told }: Known, person: UUID): (boolean | null)[] {
  const here = own.results.filter((one) => one.session === id && one.person === person && one.module === session.module)
  const there = told?.session.id === id ? told.items.find((one) => one.person === person)?.results : undefined
  const others = (there ?? []).filter((one) => one.module === session.module && !one.review)
  return [...here.map(({ passed }) => passed), ...others.map(({ passed }) => passed)]
}

export function outcome(known: Known, person: UUID): Outcome {
  const all = attempts(known, person)
  if (all.includes(true)) return 'passed'
  if (all.includes(false)) return 'tried'
  return all.length > 0 ? 'waiting' : 'none'
}

/** Who has had the phone for the quiz of the session. */
export const triedBy = (known: Known & { session: { people: readonly { person: UUID }[] } }): Set<UUID> =>
  new Set(known.session.people.flatMap(({ person }) => (outcome(known, person) === 'none' ? [] : [person])))
