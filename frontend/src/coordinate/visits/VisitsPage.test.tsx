import 'fake-indexeddb/auto'
import { cleanup, render, screen } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Person, Visits } from '../../api/schema'
import { adoptLogin, dropToken } from '../../api/token'
import { markSignedIn, session } from '../../app/session'
import VisitsPage from './VisitsPage'

const village = '24163-001'
const lan: Visits['items'][number] = {
  person: 'lan',
  name: "H'Lan Niê",
  reason: 'not_started',
  modules: [],
  question: null,
  since: '2026-11-01T00:00:00Z',
  last_visit: null,
}
let visits: Visits

beforeEach(() => {
  visits = { items: [lan], count: 1, to_next: { place: 3, people: 2 }, as_of: '2026-11-20T12:00:00Z' }
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  const person = { id: 'helper', appointments: [{ role: 'coordinator', village }] } as unknown as Person
  session.set({ person, expired: false })
  markSignedIn('helper')
  vi.stubGlobal('fetch', async (address: string) => {
    if (!address.endsWith('/visits')) throw new TypeError('offline')
    return new Response(JSON.stringify(visits))
  })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  dropToken()
})

function open() {
  history.replaceState(null, '', `/village/${village}/visits`)
  render(
    <LocationProvider>
      <Router>
        <Route path="/village/:id/visits" component={VisitsPage} />
        <Route default component={() => null} />
      </Router>
    </LocationProvider>,
  )
}

const lift = 'Thêm 2 người đạt một bài là nơi này lên hạng 3.'

test('what would lift the village stands there also when nobody is to be visited', async () => {
  visits = { ...visits, items: [] }
  open()
  await screen.findByText('Hôm nay không cần ghé ai')
  expect(screen.getByText(lift)).toBeTruthy()
})

test('whoever another helper has visited goes from the list while it stands open', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  open()
  await screen.findByText("H'Lan Niê chưa bắt đầu")
  visits = { ...visits, items: [] }
  await vi.advanceTimersByTimeAsync(60_000)
  await screen.findByText('Hôm nay không cần ghé ai')
  expect(screen.queryByText("H'Lan Niê chưa bắt đầu")).toBeNull()
})
