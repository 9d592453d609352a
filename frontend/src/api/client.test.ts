import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { call } from './client'
import { adoptLogin, dropToken } from './token'

const login = (token: string) => ({ access_token: token, expires_in: 900, person: {} })
const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status })
const fetched = vi.fn<typeof fetch>()

beforeEach(() => {
  vi.stubGlobal('fetch', fetched)
  adoptLogin(login('first') as never)
})
afterEach(() => {
  vi.unstubAllGlobals()
  fetched.mockReset()
  dropToken()
})

test('a token that was withdrawn is renewed, and the request made again', async () => {
  fetched.mockResolvedValueOnce(answer(401, { code: 'token_expired' }))
  fetched.mockResolvedValueOnce(answer(200, login('second')))
  fetched.mockResolvedValueOnce(answer(200, { fine: true }))
  expect(await call('GET', '/me')).toEqual({ fine: true })
  expect(fetched.mock.calls.map(([address]) => address)).toEqual(['/api/v1/me', '/api/v1/auth/refresh', '/api/v1/me'])
  expect(fetched.mock.calls[2]?.[1]?.headers).toMatchObject({ Authorization: 'Bearer second' })
})

test('a refused secret is sent once, since every time counts as a guess', async () => {
  fetched.mockResolvedValue(answer(401, { code: 'wrong_credentials' }))
  await expect(call('POST', '/auth/confirm', { body: { password: 'x' } })).rejects.toMatchObject({
    code: 'wrong_credentials',
  })
  expect(fetched).toHaveBeenCalledTimes(1)
})
