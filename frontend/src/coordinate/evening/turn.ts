import type { Module, UUID } from '../../api/schema'
import { session as signIn } from '../../app/session'
import type { Draft } from '../../offline/db'

/** Whose quiz in which session. */
interface Whose {
  session: UUID
  person: UUID
}

const key = 'hocso.turn'

// Nobody's half quiz outlives the helper's sign-in.
signIn.subscribe(({ person }) => person || dropTurn())

/**
 * Keeps the answers so far until they are handed in: a hand that trembles may leave the page, and a phone may load it anew. They
 * are of one person at a time, are shown to nobody else, and are gone with the window.
 */
export function keepTurn({ session, person }: Whose, draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ session, person, draft }))
  } catch {
    // Then they are on the page alone.
  }
}

/** What this person had answered of this version, if it was they who were cut off. */
export function keptTurn({ session, person }: Whose, module: Module): Draft | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as (Whose & { draft: Draft }) | null
    if (kept?.session !== session || kept.person !== person) return null
    return kept.draft.module === module.id && kept.draft.version === module.version ? kept.draft : null
  } catch {
    return null
  }
}

export function dropTurn(): void {
  try {
    sessionStorage.removeItem(key)
  } catch {
    // Then there was nothing to drop.
  }
}
