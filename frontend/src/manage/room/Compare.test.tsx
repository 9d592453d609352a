import { cleanup, render, screen, waitFor } from '@testing-library/preact'
import { LocationProvider } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Insights } from '../../api/schema'
import { adoptLogin, dropToken } from '../../api/token'
import { Compare } from './Compare'
import type { Shown } from './shown'
import { stateOf } from './state'

const totals = {
  learners: 0,
  participants: 9,
  completed: 0,
  points: 0,
  submissions: 0,
  roll: 0,
  rate: null,
  registered: 0,
}
const insights = (as_of: string) =>
  ({
    campaign: 'main',
    ward: null,
    targets: { participation: 0, completion: 0 },
    totals,
    gain: 0,
    work: { attempts: 0, assisted: 0 },
    places: [],
    bands: [],
    modules: [],
    days: [],
    running: [],
    hours: [],
    quizzes: [],
    as_of,
  }) as unknown as Insights

/** When the figures of each ward are of. */
let asOf: Record<string, string>
let asked: string[]

beforeEach(() => {
  asked = []
  asOf = { '24163': '2026-11-27T12:05:00Z', '24164': '2026-11-27T12:00:00Z' }
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  vi.stubGlobal('fetch', async (address: string) => {
    const ward = new URL(address, 'http://h').searchParams.get('ward') ?? ''
    asked.push(ward)
    if (address.includes('/settled/')) return new Response(JSON.stringify(frozen))
    return new Response(JSON.stringify(insights(asOf[ward] ?? '')))
  })
})
afterEach(() => {
  cleanup()
  dropToken()
  vi.unstubAllGlobals()
})

const frozen = {
  campaign: 'last',
  ward: null,
  roll: 200,
  rate: 0.25,
  learners: 90,
  participants: 50,
  completed: null,
  settled_at: '2025-11-20T03:00:00Z',
}

const shown = (as_of: string): Shown => ({
  state: stateOf({ view: 'compare', a: '24163', b: '24164' }),
  insights: insights(as_of),
  offer: {
    wards: [
      { id: '24163', name: 'Tân An', lon: 108, lat: 12 },
      { id: '24164', name: 'Ea Kao', lon: 108.1, lat: 12 },
    ],
    campaigns: [],
  },
  campaign: undefined,
  notes: [],
  go: () => {},
})
const page = (as_of: string) => (
  <LocationProvider>
    <Compare shown={shown(as_of)} />
  </LocationProvider>
)

test('two wards are as old as the older of them, and newer figures are fetched for both', async () => {
  const { rerender } = render(page('2026-11-27T12:06:00Z'))
  expect(await screen.findByText(/19:00, 27\/11\/2026/)).toBeTruthy()
  expect([...asked].sort()).toEqual(['24163', '24164'])
  asOf = { '24163': '2026-11-27T12:09:00Z', '24164': '2026-11-27T12:10:00Z' }
  rerender(page('2026-11-27T12:10:00Z'))
  expect(await screen.findByText(/19:09, 27\/11\/2026/)).toBeTruthy()
  await waitFor(() => expect(asked).toHaveLength(4))
})

test('a frozen campaign is compared by its settlement, which has no days and no registrations', async () => {
  const campaigns = [
    { id: 'main', name: 'Năm nay', main: true, stage: 'provisional' },
    { id: 'last', name: 'Năm ngoái', main: false, stage: 'frozen' },
  ]
  const state = stateOf({ view: 'compare', by: 'campaigns', a: 'main', b: 'last' })
  const base = shown('2026-11-27T12:06:00Z')
  asOf = { '': '2026-11-27T12:05:00Z' }
  render(
    <LocationProvider>
      <Compare shown={{ ...base, state, offer: { ...base.offer, campaigns: campaigns as never } }} />
    </LocationProvider>,
  )
  expect(await screen.findByText(/Năm ngoái đã chốt: số là của lúc chốt \(10:00, 20\/11\/2025\)/)).toBeTruthy()
  const line = (label: string) =>
    [...(screen.getByText(label).closest('tr')?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent)
  expect(line('Tỷ lệ tham gia').pop()).toBe('25 %')
  expect(line('Hoàn thành tất cả').pop()).toBe('dưới 5')
  expect(line('Đã đăng ký').pop()).toBe('–')
})
