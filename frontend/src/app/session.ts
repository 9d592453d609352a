import type { Person, Role } from '../api/schema'
import { createStore } from './store'

export interface Session {
  person: Person | null
  /** The server no longer knows this sign-in: what is on the phone stays, but nothing can be sent. */
  expired: boolean
}

export const session = createStore<Session>({ person: null, expired: false })

export function hasRole(person: Person | null, roles: readonly Role[]): boolean {
  return person !== null && (roles.includes(person.role) || person.appointments.some((one) => roles.includes(one.role)))
}

/** Under which all tabs find who is signed in. */
export const mark = 'hocso.signed-in'

/** Who is signed in on this phone, by whichever tab. Answers at once, so that a first visit waits for no database. */
export function signedInHere(): string | null {
  try {
    return localStorage.getItem(mark)
  } catch {
    return null
  }
}

export const wasSignedIn = () => signedInHere() !== null

export function markSignedIn(person: string | undefined): void {
  try {
    if (person) localStorage.setItem(mark, person)
    else localStorage.removeItem(mark)
  } catch {
    // Only costs the next start a moment.
  }
}
