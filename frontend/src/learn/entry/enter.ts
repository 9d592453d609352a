import type { Login } from '../../api/schema'
import { switchLogin } from '../../api/token'
import { keepPerson } from '../../offline/people'

/** Signs somebody in, and notes whether they have a PIN where that is certain. */
export async function enter<T extends Login>(ask: () => Promise<T>, pin?: boolean): Promise<T> {
  return note(await switchLogin(ask), pin)
}

/** The same for what only somebody who is signed in may ask for; `ask` passes the token on. */
export async function enterFrom<T extends Login>(ask: (token?: string) => Promise<T>, pin?: boolean): Promise<T> {
  return note(await switchLogin(ask, true), pin)
}

async function note<T extends Login>(login: T, pin: boolean | undefined): Promise<T> {
  await keepPerson(login.person, pin).catch(() => undefined) // a phone that keeps nothing
  return login
}
