import { api } from '../api/endpoints'
import type { Person } from '../api/schema'
import { accessToken, alone, dropToken, watchLogins } from '../api/token'
import { database } from '../offline/db'
import { dropHelp } from '../offline/help'
import { keepPerson } from '../offline/people'
import { mark, markSignedIn, session } from './session'

watchLogins(
  ({ person }) => remember(person),
  () => session.set({ ...session.get(), expired: true }),
)

// Another tab has signed out.
addEventListener('storage', ({ key, newValue }) => {
  if (key === mark && !newValue) nobody()
})

function nobody(): void {
  dropToken()
  session.set({ person: null, expired: false })
}

/** Who was signed in when the app was last open; asks nobody, so it works without a network. */
export async function restoreSession(): Promise<void> {
  if (session.get().person) return
  try {
    const person = await (await database()).get('session', 'person')
    if (person && !session.get().person) session.set({ person, expired: false })
    markSignedIn(person?.id)
    // Pages of staff ask the server in any case: the trade of the cookie need not wait for their code.
    if (person && person.role !== 'resident') accessToken().catch(() => {})
    // What a sign-out that was cut short has left.
    if (!person) await dropHelp((owner) => owner !== session.get().person?.id)
  } catch {
    // A browser that keeps nothing starts signed out.
  }
}

export function remember(person: Person): void {
  session.set({ person, expired: false })
  markSignedIn(person.id)
  void database()
    .then((db) =>
      Promise.all([
        db.put('session', person, 'person'),
        keepPerson(person),
        // A helper's people are for nobody else's eyes.
        dropHelp((owner) => owner !== person.id),
      ]),
    )
    .catch(() => {
      // Signed in for as long as the page is open.
    })
}

/**
 * Tries the cookie that may have outlived the phone's own memory: without a phone number it is the only way back.
 * Says whether somebody is signed in.
 */
export async function comeBack(): Promise<boolean> {
  const before = session.get()
  try {
    await accessToken()
    return true
  } catch {
    if (!before.person) session.set(before)
    return false
  }
}

/** Signs out here at once, and at the server if it can be reached. `leave` goes to a page that needs nobody. */
export async function signOut(leave: () => void): Promise<void> {
  try {
    await alone(api.logout)
  } finally {
    leave()
    await forget()
  }
}

/** Forgets who was signed in. Unsent answers stay, since they belong to their person. */
export async function forget(): Promise<void> {
  // First, so that what is still on its way is kept for nobody.
  markSignedIn(undefined)
  nobody()
  await (await database()).delete('session', 'person')
  await dropHelp(() => true)
}
