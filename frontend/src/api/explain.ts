import type { States } from '../i18n/states.vi'
import { ApiError } from './error'

export interface Explanation {
  what: string
  do: string
  /** Something to quote when asking for help; empty where it would help nobody. */
  code: string
}

/** What happened and what to do, in the reader's language. */
export function explain(error: unknown, m: States): Explanation {
  if (!(error instanceof ApiError)) return from(m.error.server, '')
  const wait = error.retryAfter === null ? null : waitText(error.retryAfter, m)
  const sentences = byCode(error, m) ?? byStatus(error.status, m)
  const told = from(sentences, error.status >= 500 ? error.requestId || error.code : '')
  return wait ? { ...told, do: wait } : told
}

const from = (text: { what: string; act: string }, code: string): Explanation => ({
  what: text.what,
  do: text.act,
  code,
})

export const waitText = (seconds: number, m: States) =>
  seconds < 90 ? m.wait.seconds(String(seconds)) : m.wait.minutes(String(Math.ceil(seconds / 60)))

function byCode({ code }: ApiError, m: States) {
  switch (code) {
    case 'offline':
      return m.error.offline
    case 'timeout':
      return m.error.timeout
    case 'pin_taken':
      return m.error.pinTaken
    case 'wrong_credentials':
      return m.error.badLogin
    case 'busy':
      return m.error.busy
    default:
      return null
  }
}

function byStatus(status: number, m: States) {
  switch (status) {
    case 400:
    case 422:
      return m.error.invalid
    case 401:
      return m.error.unauthorized
    case 403:
      return m.error.forbidden
    case 404:
    case 410:
      return m.error.notFound
    case 409:
      return m.error.conflict
    case 429:
      return m.error.tooMany
    case 502:
    case 503:
    case 504:
      return m.error.busy
    default:
      return m.error.server
  }
}
