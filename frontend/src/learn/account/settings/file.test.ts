import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { adoptLogin, dropToken } from '../../../api/token'
import { fetchFile, postForFile } from './file'

const fetched = vi.fn<typeof fetch>()

beforeEach(() => {
  vi.stubGlobal('fetch', fetched)
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
})
afterEach(() => {
  vi.unstubAllGlobals()
  fetched.mockReset()
  dropToken()
})

test('a file that is noted is asked for with a POST and the token', async () => {
  fetched.mockResolvedValue(new Response('a,b'))
  expect(await (await postForFile('/villages/24163-001/residents/export', { format: 'csv' })).text()).toBe('a,b')
  const [address, request] = fetched.mock.calls[0] ?? []
  expect(address).toBe('/api/v1/villages/24163-001/residents/export')
  expect(request).toMatchObject({
    method: 'POST',
    body: '{"format":"csv"}',
    headers: { Authorization: 'Bearer token', 'Content-Type': 'application/json' },
  })
})

test('a refused file is told by its code, so that the proof can be asked for', async () => {
  fetched.mockResolvedValue(new Response(JSON.stringify({ code: 'proof_required' }), { status: 403 }))
  await expect(postForFile('/villages/24163-001/residents/export', { format: 'csv' })).rejects.toMatchObject({
    status: 403,
    code: 'proof_required',
  })
})

test('a file without a network is a want of network', async () => {
  fetched.mockRejectedValue(new TypeError('no'))
  await expect(fetchFile('/me/export', {})).rejects.toMatchObject({ code: 'offline' })
})
