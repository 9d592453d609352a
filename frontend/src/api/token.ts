import { ApiError, errorFrom } from './error'
import type { Login } from './schema'

// The access token never leaves memory: a page that is reloaded asks for another with its refresh cookie.
let token: { value: string; until: number } | null = null

type Listener = (login: Login) => void
let onLogin: Listener = () => {}
let onExpired: () => void = () => {}

/** Called by the session once, so that this file need not know where a person is kept. */
export function watchLogins(login: Listener, expired: () => void): void {
  onLogin = login
  onExpired = expired
}

export function adoptLogin(login: Login): void {
  token = { value: login.access_token, until: Date.now() + (login.expires_in - 30) * 1000 }
  onLogin(login)
}

export function dropToken(): void {
  token = null
}

let running: Promise<string> | null = null

/** A token that is good for at least half a minute. */
export function accessToken(): Promise<string> {
  if (token && token.until > Date.now()) return Promise.resolve(token.value)
  running ??= refreshAlone().finally(() => {
    running = null
  })
  return running
}

/** The cookie rotates, so two tabs must not trade the same one: Web Locks lets them pass one by one. */
async function refreshAlone(): Promise<string> {
  return navigator.locks ? navigator.locks.request('hocso-refresh', refresh) : refresh()
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
