import type { ContentID, UUID } from '../api/schema'

type Known = Readonly<Record<ContentID, boolean>>

/** Each person's own; who is not signed in has the one without a name. */
const key = (person: UUID | '') => `hocso.known${person && `.${person}`}`

function read(person: UUID | ''): Known | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(person)) ?? 'null')
    return typeof kept === 'object' ? (kept as Known | null) : null
  } catch {
    return null
  }
}

/** Answers to the starting questions. What was answered before signing in holds until the person answers anew. */
export const knownOf = (person: UUID | ''): Known => read(person) ?? read('') ?? {}

export function keepKnown(person: UUID | '', known: Known): void {
  try {
    localStorage.setItem(key(person), JSON.stringify(known))
  } catch {
    // A phone that keeps nothing shows the courses in their order.
  }
}

export function dropKnown(person: UUID): void {
  try {
    localStorage.removeItem(key(person))
  } catch {
    // Then there was nothing to drop.
  }
}
