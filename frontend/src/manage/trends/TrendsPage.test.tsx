import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { adoptLogin, dropToken } from '../../api/token'
import TrendsPage from './TrendsPage'

const village = (id: string, name: string, closed: boolean, as_was: number[], as_is: number[]) => ({
  village: { id, name },
  closed,
  as_was,
  as_is,
})
const trends = {
  ward: { code: '24163', name: 'Tân An', kind: 'ward' },
  campaign: { id: 'mau', name: 'Đợt này', sample: true },
  days: ['2026-11-01', '2026-11-02', '2026-11-03'],
  villages: [
    village('24163-001', 'buôn Một', false, [1, 2, 6], [1, 5, 6]),
    village('24163-003', 'thôn Ba', false, [0, 1, 1], [0, 1, 1]),
    village('24163-002', 'buôn Hai', true, [0, 3, 0], [0, 0, 0]),
  ],
  as_of: '2026-11-03T12:00:00Z',
}

let asked: string[] = []

beforeEach(() => {
  asked = []
  history.replaceState(null, '', '/ward/24163/trends')
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    const campaigns = {
      items: [
        trends.campaign,
        { id: 'truoc', name: 'Đợt trước', ward: '' },
        { id: 'xa', name: 'Xã khác', ward: '24175' },
      ],
    }
    return new Response(JSON.stringify(address.includes('/campaigns') ? campaigns : trends))
  })
})
afterEach(() => {
  cleanup()
  dropToken()
  vi.unstubAllGlobals()
})

const open = () =>
  render(
    <LocationProvider>
      <Router>
        <Route path="/ward/:code/trends" component={TrendsPage} />
        <Route default component={() => null} />
      </Router>
    </LocationProvider>,
  )

test('a village that is no more keeps its days, and both ways to count are told apart', async () => {
  open()
  fireEvent.change(await screen.findByLabelText('Thôn, buôn nào?'), { target: { value: '24163-002' } })
  const heading = await screen.findByRole('heading', { name: 'Buôn Hai (không còn)' })
  const section = within(heading.closest('section') as HTMLElement)
  section.getByText(/Nét liền: theo nơi ở khi đó/)
  const cells = section.getAllByRole('row', { hidden: true }).map((row) => row.textContent)
  expect(cells.slice(1)).toEqual(['3/11/202600', '2/11/202630', '1/11/202600'])
  expect(location.search).toBe('?village=24163-002')
  const all = screen.getByRole('heading', { name: /tính đến ngày 3\/11\/2026/ }).closest('section') as HTMLElement
  const sums = within(all).getAllByRole('row')
  expect(sums.map((row) => row.textContent)).toContain('Cả xã, phường77')
})

test('where nobody moved it says so, and draws one line', async () => {
  open()
  fireEvent.change(await screen.findByLabelText('Thôn, buôn nào?'), { target: { value: '24163-003' } })
  await screen.findByText(/Hai cách tính cho số như nhau/)
})

test('campaigns that are counted in the ward can be chosen, also one that is over', async () => {
  open()
  const choice = await screen.findByLabelText('Chiến dịch nào?')
  expect([...choice.querySelectorAll('option')].map((one) => one.textContent)).toEqual(['Đợt này', 'Đợt trước'])
  fireEvent.change(choice, { target: { value: 'truoc' } })
  await vi.waitFor(() => expect(asked.some((one) => one.endsWith('/wards/24163/trends?campaign=truoc'))).toBe(true))
})
