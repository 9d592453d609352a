import { ApiError, errorFrom } from './error'
import type { UUID } from './schema'
import { accessToken, dropToken, tokenOwner } from './token'

export interface Call {
  query?: object | undefined
  body?: unknown
  /** Sent without an access token. */
  open?: boolean
  /** Sent with this access token, once: who holds the cookie's lock cannot wait for another one. */
  token?: string | undefined
  /** Sent with nobody else's access token: somebody else may sign in while it waits for one. */
  owner?: UUID | undefined
  signal?: AbortSignal
}

const patience = 20_000

/** Refusals of the token itself. A refused secret is not sent again, since each time counts as a guess. */
const staleToken = new Set(['token_expired', 'login_expired', 'not_signed_in'])

export function address(path: string, query: object = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))
  return `/api/v1${path}${pairs.length ? `?${search}` : ''}`
}

/** One request to the API. Throws ApiError, also when there is no network; an abort by `signal` stays an AbortError. */
export async function call<T>(method: string, path: string, options: Call = {}): Promise<T> {
  const send = async () => {
    const token = options.open ? null : (options.token ?? (await accessToken()))
    if (options.owner && options.owner !== tokenOwner()) throw new ApiError(0, 'switched')
    return once(method, path, options, token)
  }
  let response = await send()
  if (!response.ok) {
    const error = await errorFrom(response)
    if (options.open || !staleToken.has(error.code)) throw error
    // The token may have been withdrawn before its time; a second refusal is the truth.
    dropToken()
    if (options.token) throw error
    response = await send()
    if (!response.ok) throw await errorFrom(response)
  }
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
}

async function once(method: string, path: string, options: Call, token: string | null): Promise<Response> {
  const abort = new AbortController()
  let late = false
  const timer = setTimeout(() => {
    late = true
    abort.abort()
  }, patience)
  const forward = () => abort.abort()
  options.signal?.addEventListener('abort', forward)
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (token) headers.Authorization = `Bearer ${token}`
  if (options.body !== undefined) headers['Content-Type'] = 'application/json'
  try {
    return await fetch(address(path, options.query), {
      method,
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: abort.signal,
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new ApiError(0, late ? 'timeout' : 'offline')
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', forward)
  }
}
