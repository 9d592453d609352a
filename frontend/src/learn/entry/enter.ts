import type { Login } from '../../api/schema'
import { switchLogin } from '../../api/token'
import { keepPerson } from '../../offline/people'

/** Signs somebody in, and notes whether they have a PIN where that is certain. */
export async function enter<T extends Login>(ask: () => Promise<T>, pin?: boolean): Promise<T> {
  const login = await switchLogin(ask)
  await keepPerson(login.person, pin).catch(() => undefined) // a phone that keeps nothing
  return login
}
