import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ListedAccount } from '../../api/schema'
import { adoptLogin, dropToken } from '../../api/token'
import PeoplePage from './PeoplePage'

const account = (id: string, more: Partial<ListedAccount>): ListedAccount => ({
  id,
  name: null,
  hint: null,
  birth_band: null,
  unconfirmed: false,
  card: false,
  pin: true,
  created_at: '2026-11-01T00:00:00Z',
  status: null,
  ...more,
})

const accounts = [
  account('new', { name: 'Y Thương', hint: '042', unconfirmed: true }),
  account('hidden', { hint: '001' }),
  account('none', { name: 'Lê Văn Tám' }),
]

const answers: Record<string, unknown> = {
  'GET /villages/24163-001': { id: '24163-001', name: 'Buôn Kô Tam' },
  'GET /villages/24163-001/residents': { items: accounts, next: null },
  'POST /villages/24163-001/residents/new/confirm': { ...accounts[0], unconfirmed: false },
  'POST /villages/24163-001/codes': {
    code: '83749205',
    kind: 'recovery',
    expires_at: new Date(Date.now() + 600_000).toISOString(),
  },
}
const asked: { request: string; body: unknown }[] = []

beforeEach(() => {
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  vi.stubGlobal('fetch', async (address: string, options: RequestInit = {}) => {
    const request = `${options.method ?? 'GET'} ${address.replace(/^\/api\/v1|\?.*$/g, '')}`
    asked.push({ request, body: options.body ? JSON.parse(String(options.body)) : null })
    return new Response(JSON.stringify(answers[request]))
  })
  history.replaceState(null, '', '/village/24163-001/people')
  render(
    <LocationProvider>
      <Router>
        <Route path="/village/:id/people" component={PeoplePage} />
        <Route default component={() => null} />
      </Router>
    </LocationProvider>,
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  dropToken()
  asked.length = 0
})

test('from the list to a recovery code it is two taps, and the code is for that person', async () => {
  fireEvent.click(await screen.findByRole('button', { name: /Chưa cho xem tên.*001/ }))
  fireEvent.click(screen.getByRole('button', { name: 'Quên mã PIN' }))
  expect((await screen.findByText('8374')).nextSibling?.textContent).toBe('9205')
  expect(asked.find((one) => one.request.endsWith('/codes'))?.body).toEqual({ resident: 'hidden', kind: 'recovery' })
})

test('who has no phone number is offered a card and no code', async () => {
  fireEvent.click(await screen.findByRole('button', { name: /Lê Văn Tám/ }))
  expect(screen.queryByRole('button', { name: 'Quên mã PIN' })).toBeNull()
  expect(screen.getByRole('link', { name: 'Làm thẻ học' }).getAttribute('href')).toBe(
    '/village/24163-001/cards?for=none',
  )
})

test('who is confirmed leaves those who wait', async () => {
  fireEvent.click(await screen.findByRole('button', { name: /Xác nhận Y Thương/ }))
  expect(await screen.findByText(/Đã xác nhận Y Thương/)).toBeTruthy()
  expect(screen.queryByRole('heading', { name: /Chờ xác nhận/ })).toBeNull()
})
