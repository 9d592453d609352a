import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { VillageRolls } from '../../api/campaigns'
import { adoptLogin, dropToken } from '../../api/token'
import { session } from '../../app/session'
import RollsPage from './RollsPage'

const officer = { role: 'resident', appointments: [{ role: 'officer', ward: '24163' }] }
const rolls: { items: VillageRolls[] } = {
  items: [
    {
      village: { id: '24163-001', name: 'Buôn Một' },
      approved: { adults: 80, day: '2026-11-01', version: 1 },
      declared: { adults: 90, day: '2026-11-20', version: 2 },
      versions: [],
    },
  ],
}
let reachable = true

// However busy the machine is.
configure({ asyncUtilTimeout: 4000 })

beforeEach(() => {
  reachable = true
  adoptLogin({ access_token: 'token', expires_in: 900, person: officer } as never)
  session.set({ person: officer as never, expired: false })
  vi.stubGlobal('fetch', async (address: string) => {
    if (address.endsWith('/approve')) return new Response(JSON.stringify(rolls))
    if (address.endsWith('/wards/24163'))
      return new Response(JSON.stringify({ code: '24163', name: 'Tân An', kind: 'ward' }))
    return reachable ? new Response(JSON.stringify(rolls)) : new Response('{"code":"busy"}', { status: 503 })
  })
  history.replaceState(null, '', '/ward/24163/rolls')
  render(
    <LocationProvider>
      <Router>
        <Route path="/ward/:code/rolls" component={RollsPage} />
        <Route default component={() => null} />
      </Router>
    </LocationProvider>,
  )
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  dropToken()
})

test('after an approval whose outcome cannot be loaded the page says that it shows what was before', async () => {
  const approve = await screen.findByRole('button', { name: 'Duyệt 1 danh sách' })
  reachable = false
  fireEvent.click(approve)
  const said = await screen.findByText(/Đã duyệt 1 danh sách/)
  await waitFor(() => expect(document.activeElement?.contains(said)).toBe(true))
  await screen.findByText('Chưa tải được số liệu mới')
  reachable = true
  fireEvent.click(screen.getByRole('button', { name: 'Thử lại' }))
  await waitFor(() => expect(screen.queryByText('Chưa tải được số liệu mới')).toBeNull())
})
