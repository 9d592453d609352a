import { ApiError } from '../../api/error'

/** What a sign-in still needs; null where the answer is simply an error. */
export type Needed = 'device' | 'totp' | 'enrolment' | 'pin' | null

const needs: Readonly<Record<string, Needed>> = {
  device_code_required: 'device',
  totp_required: 'totp',
  totp_enrolment_required: 'enrolment',
  pin_required: 'pin',
}

export const needed = (error: unknown): Needed => (error instanceof ApiError ? (needs[error.code] ?? null) : null)

/** A code that was typed is not good. */
export const wrongCode = (error: unknown) => hasCode(error, 'code_not_valid')

export const hasCode = (error: unknown, ...codes: readonly string[]) =>
  error instanceof ApiError && codes.includes(error.code)

/** Only a path of our own, so that a link cannot lead elsewhere after signing in. */
export const safe = (back: string | undefined) => (back && /^\/(?![/\\])/.test(back) ? back : undefined)
