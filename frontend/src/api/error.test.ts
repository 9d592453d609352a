import { expect, test } from 'vitest'
import { vi as words } from '../i18n/states.vi'
import { ApiError, errorFrom, retryAfterSeconds } from './error'
import { explain } from './explain'

const response = (status: number, body: string, headers: Record<string, string> = {}) =>
  new Response(body, { status, headers })

test('a problem keeps its code, fields, wait and number to quote', async () => {
  const body = JSON.stringify({ code: 'invalid_input', request_id: 'r1', errors: [{ field: 'pin', code: 'too_weak' }] })
  const error = await errorFrom(response(422, body, { 'Retry-After': '30' }))
  expect(error).toMatchObject({ status: 422, code: 'invalid_input', retryAfter: 30, requestId: 'r1' })
  expect(error.field('too_weak')).toBe('pin')
})

test('the error page of a proxy is an error all the same', async () => {
  expect(await errorFrom(response(502, '<html>Bad gateway'))).toMatchObject({ status: 502, code: 'unknown' })
})

test('Retry-After is understood as seconds and as a time', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  expect(retryAfterSeconds('120', now)).toBe(120)
  expect(retryAfterSeconds('Sun, 01 Mar 2026 12:01:00 GMT', now)).toBe(60)
  expect(retryAfterSeconds('soon', now)).toBeNull()
  expect(retryAfterSeconds(null, now)).toBeNull()
})

test('what happened and what to do, with a wait in words people use', () => {
  expect(explain(new ApiError(429, 'locked', 45), words)).toMatchObject({ do: 'Thử lại sau 45 giây.' })
  expect(explain(new ApiError(429, 'locked', 120), words)).toMatchObject({ do: 'Thử lại sau 2 phút.' })
  expect(explain(new ApiError(401, 'wrong_credentials'), words).what).toBe(words.error.badLogin.what)
  expect(explain(new ApiError(0, 'offline'), words).what).toBe(words.error.offline.what)
})

test('only faults of the server come with a code to quote', () => {
  expect(explain(new ApiError(500, 'internal', null, [], 'r7'), words).code).toBe('r7')
  expect(explain(new ApiError(404, 'not_found', null, [], 'r7'), words).code).toBe('')
})
