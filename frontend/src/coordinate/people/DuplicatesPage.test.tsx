import { cleanup, configure, fireEvent, render, screen } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ListedAccount } from '../../api/schema'
import { adoptLogin, dropToken } from '../../api/token'
import DuplicatesPage from './DuplicatesPage'

const account = (id: string): ListedAccount => ({
  id,
  name: 'Lê Thị Hoa',
  hint: null,
  birth_band: null,
  unconfirmed: false,
  card: false,
  pin: false,
  created_at: '2026-11-01T00:00:00Z',
  status: null,
})

beforeEach(() => {
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  vi.stubGlobal('fetch', async () => {
    return new Response(JSON.stringify({ items: [{ accounts: [account('one'), account('two')] }] }))
  })
  history.replaceState(null, '', '/village/24163-001/people/duplicates')
  render(
    <LocationProvider>
      <Router>
        <Route path="/village/:id/people/duplicates" component={DuplicatesPage} />
        <Route default component={() => null} />
      </Router>
    </LocationProvider>,
  )
})
afterEach(() => {
  cleanup()
  dropToken()
  vi.unstubAllGlobals()
})
configure({ asyncUtilTimeout: 4000 })

test('who leaves two accounts apart is told so, with the focus, since the pressed button has gone', async () => {
  fireEvent.click(await screen.findByRole('button', { name: 'Không phải một người' }))
  const said = await screen.findByText(/Đã để riêng những tài khoản tên Lê Thị Hoa/)
  expect(screen.queryByRole('button', { name: 'Không phải một người' })).toBeNull()
  await vi.waitFor(() => expect(document.activeElement?.contains(said)).toBe(true))
  expect(document.activeElement).not.toBe(document.body)
})
