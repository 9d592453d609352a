import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
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
const file = {
  id: 'one',
  by: 'Bích',
  at: '2026-11-27T02:00:00Z',
  until: '2026-11-28T02:00:00Z',
  undone: false,
  declared: 2,
}
const undo = {
  withdrawn: [{ village: '24163-001', name: 'Buôn Một', version: 2, adults: 90 }],
  left: [{ village: '24163-002', name: 'Buôn Hai', why: 'approved' }],
}
let reachable = true
/** The files of the last day, and whether undoing one was looked at or done. */
let files: () => Response
let undone: ('dry' | 'done')[]

// However busy the machine is.
configure({ asyncUtilTimeout: 4000 })

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

beforeEach(() => {
  reachable = true
  undone = []
  files = () => json({ items: [] })
  adoptLogin({ access_token: 'token', expires_in: 900, person: officer } as never)
  session.set({ person: officer as never, expired: false })
  vi.stubGlobal('fetch', async (address: string) => {
    if (address.endsWith('/approve')) return new Response(JSON.stringify(rolls))
    if (address.endsWith('/rolls/imports')) return files()
    if (address.includes('/rolls/imports/')) {
      undone.push(address.endsWith('/one/undo?dry_run=true') ? 'dry' : 'done')
      return json(undo)
    }
    if (address.endsWith('/wards/24163'))
      return new Response(JSON.stringify({ code: '24163', name: 'Tân An', kind: 'ward' }))
    return reachable ? new Response(JSON.stringify(rolls)) : new Response('{"code":"busy"}', { status: 503 })
  })
  history.replaceState(null, '', '/ward/24163/rolls')
})

const open = () =>
  render(
    <LocationProvider>
      <Router>
        <Route path="/ward/:code/rolls" component={RollsPage} />
        <Route default component={() => null} />
      </Router>
    </LocationProvider>,
  )

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  dropToken()
})

test('after an approval whose outcome cannot be loaded the page says that it shows what was before', async () => {
  open()
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

test('undoing a file of rolls tells what it would withdraw, then what it did and what stays', async () => {
  files = () => json({ items: [file, { ...file, id: 'older', undone: true }] })
  open()
  expect(await screen.findByText('Đã hoàn tác')).toBeTruthy()
  expect(screen.getAllByText('Đã gửi số của 2 nơi.').length).toBe(2)
  fireEvent.click(screen.getByRole('button', { name: 'Hoàn tác' }))
  const dialog = await screen.findByRole('dialog')
  for (const line of ['Buôn Một: 90 người', 'Buôn Hai: số này đã được duyệt'])
    expect(within(dialog).getByText(line)).toBeTruthy()
  expect(undone).toEqual(['dry'])
  files = () => json({ items: [{ ...file, undone: true }] })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Hoàn tác' }))
  expect(await screen.findByText('Đã hoàn tác: rút lại số của 1 nơi.')).toBeTruthy()
  expect(screen.getByText('Buôn Hai: số này đã được duyệt')).toBeTruthy()
  expect(undone).toEqual(['dry', 'done'])
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Hoàn tác' })).toBeNull())
})

test('files that could not be loaded are told of, and loaded again when asked for', async () => {
  files = () => json({ code: 'unavailable' }, 503)
  open()
  expect(await screen.findByText(/Chưa tải được các tệp/)).toBeTruthy()
  files = () => json({ items: [file] })
  fireEvent.click(screen.getByRole('button', { name: 'Thử lại' }))
  expect(await screen.findByRole('button', { name: 'Hoàn tác' })).toBeTruthy()
})

test('a number that was withdrawn stays in the history, and says so', async () => {
  const village = { ...rolls.items[0], approved: null, declared: null }
  const version = { version: 1, adults: 90, day: '2026-11-20', at: file.at, approved_at: null, withdrawn_at: file.at }
  vi.stubGlobal('fetch', async (address: string) => {
    if (address.endsWith('/rolls')) return json({ items: [{ ...village, versions: [version] }] })
    return json(address.endsWith('/imports') ? { items: [] } : { code: '24163', name: 'Tân An', kind: 'ward' })
  })
  open()
  expect(await screen.findByText(/Bản 1: 90 người.*đã rút lại lúc/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Duyệt/ })).toBeNull()
})
