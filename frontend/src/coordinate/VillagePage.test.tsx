import 'fake-indexeddb/auto'
import { cleanup, render, screen } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Person } from '../api/schema'
import { markSignedIn, session } from '../app/session'
import { keep } from './field/roster'
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
  await keep({ owner: 'helper', village }, { name: 'Buôn Kô Tam', at: Date.now() })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
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
