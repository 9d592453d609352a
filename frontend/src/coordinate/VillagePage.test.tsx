import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Person, VillageProgress } from '../api/schema'
import { adoptLogin, dropToken } from '../api/token'
import { markSignedIn, session } from '../app/session'
import { dropRoster, keep, keptRoster } from './field/roster'
import OwnVillage from './OwnVillage'
import VillagePage from './VillagePage'

const village = '24163-001'
const charge = (...ids: string[]) => ({
  id: 'helper',
  role: 'resident',
  appointments: ids.map((one) => ({ role: 'coordinator', village: one })),
})

beforeEach(async () => {
  session.set({ person: charge(village, '24163-002') as unknown as Person, expired: false })
  markSignedIn('helper')
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('offline')
  })
  // Boards that are followed live need a network too.
  vi.stubGlobal(
    'EventSource',
    class {
      addEventListener() {}
      close() {}
    },
  )
  await dropRoster({ owner: 'helper', village })
  await keep({ owner: 'helper', village }, { name: 'Buôn Kô Tam', at: Date.now() })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  dropToken()
})

function open(path: string) {
  history.replaceState(null, '', path)
  render(
    <LocationProvider>
      <Router>
        <Route path="/village" component={OwnVillage} />
        <Route path="/village/:id" component={VillagePage} />
      </Router>
    </LocationProvider>,
  )
}

test('without a network the village leads to its evening and visits, under its name', async () => {
  open(`/village/${village}`)
  await screen.findByRole('heading', { name: 'Buôn Kô Tam' })
  expect(screen.getByRole('link', { name: /Buổi học/ }).getAttribute('href')).toBe(`/village/${village}/evening`)
  expect(screen.getByRole('link', { name: /Nên ghé thăm ai/ })).toBeTruthy()
})

test('without a network a helper of several villages finds each of them', async () => {
  open('/village')
  expect((await screen.findByRole('link', { name: 'Buôn Kô Tam' })).getAttribute('href')).toBe(`/village/${village}`)
  expect(screen.getByRole('link', { name: '24163-002' })).toBeTruthy()
})

const progress = (name: string, asOf: string) =>
  ({
    village: { id: village, name: 'Buôn Kô Tam' },
    totals: { registered: 1, learners: 1, participating: 0, completed: 0, submissions: 1 },
    statuses: { not_started: 0, stuck: 0, learning: 1, participating: 0, completed: 0 },
    modules: [],
    days: [],
    items: [{ id: 'r', name, status: 'learning', passed: [], stuck: [], points: 0, last_at: asOf }],
    next: null,
    as_of: asOf,
  }) as unknown as VillageProgress

const before = progress("H'Lan Niê", '2026-11-01T12:00:00Z')

test('without a network the people stand as the phone has kept them, with when that was, and a choice among them waits', async () => {
  await keep({ owner: 'helper', village }, { progress: before })
  open(`/village/${village}`)
  await screen.findByRole('heading', { name: "H'Lan Niê" })
  await screen.findByText(/Chưa lấy được số liệu mới/)
  expect(screen.getByText(/Số liệu lúc .*1\/11/)).toBeTruthy()
  fireEvent.click(screen.getByRole('radio', { name: /Chưa bắt đầu/ }))
  await waitFor(() => expect((screen.getByRole('radio', { name: /Tất cả/ }) as HTMLInputElement).checked).toBe(true))
  expect(screen.getByRole('heading', { name: "H'Lan Niê" })).toBeTruthy()
})

/** The server's answer to the progress alone. */
function answer(status: number, body: unknown) {
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  vi.stubGlobal('fetch', async (url: string) => {
    if (!String(url).includes(`/villages/${village}/progress`)) throw new TypeError('offline')
    return Response.json(body, { status })
  })
}

test('what the server tells takes the place of what was kept, and is kept', async () => {
  await keep({ owner: 'helper', village }, { progress: before })
  answer(200, progress('Y Thim Êban', '2026-11-03T12:00:00Z'))
  open(`/village/${village}`)
  await screen.findByRole('heading', { name: 'Y Thim Êban' })
  expect(screen.queryByRole('heading', { name: "H'Lan Niê" })).toBeNull()
  await waitFor(async () =>
    expect((await keptRoster({ owner: 'helper', village }))?.progress?.items[0]?.name).toBe('Y Thim Êban'),
  )
})

test('a village that is not theirs any more goes from the page and from the phone', async () => {
  await keep({ owner: 'helper', village }, { progress: before })
  answer(403, { type: 'about:blank', title: 'forbidden', status: 403, code: 'forbidden' })
  open(`/village/${village}`)
  await waitFor(async () => expect(await keptRoster({ owner: 'helper', village })).toBeUndefined())
  await waitFor(() => expect(screen.queryByRole('heading', { name: "H'Lan Niê" })).toBeNull())
})

test('a manager’s phone keeps nobody', async () => {
  session.set({ person: { id: 'helper', role: 'manager', appointments: [] } as unknown as Person, expired: false })
  answer(200, progress('Y Thim Êban', '2026-11-03T12:00:00Z'))
  open(`/village/${village}`)
  await screen.findByRole('heading', { name: 'Buôn Kô Tam' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect((await keptRoster({ owner: 'helper', village }))?.progress).toBeUndefined()
})
