import { ApiError, errorFrom } from './error'
import type { Login, UUID } from './schema'

// The access token never leaves memory: a page that is reloaded asks for another with its refresh cookie.
let token: { value: string; until: number; owner: UUID } | null = null

type Listener = (login: Login) => void
let onLogin: Listener = () => {}
let onExpired: () => void = () => {}

/** Called by the session once, so that this file need not know where a person is kept. */
export function watchLogins(login: Listener, expired: () => void): void {
  onLogin = login
  onExpired = expired
}

export function adoptLogin(login: Login): void {
  token = { value: login.access_token, until: Date.now() + (login.expires_in - 30) * 1000, owner: login.person.id }
  onLogin(login)
}

export function dropToken(): void {
  token = null
}

/** Whose the token is that `accessToken` has just given. */
export const tokenOwner = () => token?.owner

let running: Promise<string> | null = null

/** A token that is good for at least half a minute. */
export function accessToken(): Promise<string> {
  if (token && token.until > Date.now()) return Promise.resolve(token.value)
  running ??= alone(refresh).finally(() => {
    running = null
  })
  return running
}

let last: Promise<unknown> = Promise.resolve()

/** The cookie rotates, so nobody else may trade or replace it meanwhile, nor may another tab where there are Web Locks. */
export function alone<T>(work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return navigator.locks.request('hocso-refresh', work) as Promise<T>
  const mine = last.then(work, work)
  last = mine
  return mine
}

/**
 * Signs somebody in. A trade that came late would else bring back the person who has just left. Where it is somebody
 * signed in who asks, `ask` is given their token, and must not look for one itself: the lock is held.
 */
export async function switchLogin<T extends Login>(ask: (token?: string) => Promise<T>, signedIn = false): Promise<T> {
  const token = signedIn ? await accessToken() : undefined
  return alone(async () => {
    const login = await ask(token)
    adoptLogin(login)
    return login
  })
}

async function refresh(): Promise<string> {
  let response: Response
  try {
    response = await fetch('/api/v1/auth/refresh', { method: 'POST', headers: { Accept: 'application/json' } })
  } catch {
    throw new ApiError(0, 'offline')
  }
  if (!response.ok) {
    const error = await errorFrom(response)
    if (error.status === 401 || error.status === 403) onExpired()
    throw error
  }
  const login = (await response.json()) as Login
  adoptLogin(login)
  return login.access_token
}
