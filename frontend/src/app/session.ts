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

const mark = 'hocso.signed-in'

/** Whether somebody was signed in here. Answers at once, so that a first visit waits for no database. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(mark) !== null
  } catch {
    return false
  }
}

export function markSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(mark, '1')
    else localStorage.removeItem(mark)
  } catch {
    // Only costs the next start a moment.
  }
}
