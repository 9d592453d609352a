import 'fake-indexeddb/auto'
import { cleanup, render, screen } from '@testing-library/preact'
import { LocationProvider } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Person } from '../api/schema'
import { markSignedIn, session } from '../app/session'
import { database } from '../offline/db'
import { log } from './field/log'
import { keep } from './field/roster'
import OwnWork from './OwnWork'

const village = '24163-001'
const charge = (...ids: string[]) =>
  ({
    id: 'helper',
    role: 'coordinator',
    appointments: ids.map((one) => ({ role: 'coordinator', village: one })),
  }) as unknown as Person

beforeEach(() => {
  markSignedIn('helper')
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('offline')
  })
})
afterEach(async () => {
  cleanup()
  vi.unstubAllGlobals()
  const db = await database()
  await Promise.all([db.clear('outbox'), db.clear('rosters'), db.clear('sent')])
})

function open(person: Person) {
  session.set({ person, expired: false })
  render(
    <LocationProvider>
      <OwnWork person={person} />
    </LocationProvider>,
  )
}

test('without a network the home page leads a helper to the evening, and says when one goes on', async () => {
  open(charge(village))
  const way = await screen.findByRole('link', { name: 'Buổi học' })
  expect(way.getAttribute('href')).toBe(`/village/${village}/evening`)
  await log({ owner: 'helper', village }, { kind: 'opened', session: 'tonight', module: 'm', place: 'p' }, 'Buổi học')
  await screen.findByRole('link', { name: 'Buổi học đang mở' })
})

test('of several villages those with a session are led to by name', async () => {
  const other = { owner: 'helper', village: '24163-002' }
  await keep(other, { name: 'Buôn Kô Tam', at: Date.now() })
  await log(other, { kind: 'opened', session: 'tonight', module: 'm', place: 'p' }, 'Buổi học')
  open(charge(village, other.village))
  const way = await screen.findByRole('link', { name: 'Buổi học đang mở, Buôn Kô Tam' })
  expect(way.getAttribute('href')).toBe('/village/24163-002/evening')
  expect(screen.getAllByRole('link')).toHaveLength(2)
})
