import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Person } from '../../api/schema'
import { adoptLogin, dropToken } from '../../api/token'
import { markSignedIn, session } from '../../app/session'
import { database, type RosterPerson } from '../../offline/db'
import * as outbox from '../../offline/outbox'
import { itemsOf } from '../../offline/outbox'
import { log } from '../field/log'
import { keep } from '../field/roster'
import { sessionId } from '../field/session'
import EveningPage from './EveningPage'

const village = '24163-001'
const helper = { owner: 'helper', village }
const person = (id: string, name: string | null, more: Partial<RosterPerson> = {}): RosterPerson => ({
  id,
  name,
  hint: null,
  unconfirmed: false,
  status: null,
  passed: [],
  card: false,
  card_number: null,
  ...more,
})
const people = [
  person('lan', 'H’Lan Niê'),
  person('lan2', 'Nguyễn Thị Lan'),
  person('dung', 'Trần Văn Dũng'),
  person('hidden', null, { hint: '042' }),
]

function open(part = '') {
  history.replaceState(null, '', `/village/${village}/evening${part}`)
  render(
    <LocationProvider>
      <Router>
        <Route path="/village/:id/evening" component={EveningPage} />
        <Route path="/village/:id/evening/:part" component={EveningPage} />
        <Route default component={() => null} />
      </Router>
    </LocationProvider>,
  )
}

beforeEach(async () => {
  const db = await database()
  await Promise.all([db.clear('outbox'), db.clear('sent'), db.clear('rosters')])
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  session.set({
    person: { id: helper.owner, name: 'Tổ', appointments: [{ role: 'coordinator' }] } as unknown as Person,
    expired: false,
  })
  markSignedIn(helper.owner)
  // The network is gone for good.
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('offline')
  })
  await keep(helper, { name: 'Buôn Kô Tam', people, at: Date.now() })
  const id = await sessionId(village, Date.now())
  await log(helper, { kind: 'opened', session: id, module: 'm', place: 'Nhà văn hóa' }, '')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  dropToken()
})

const kinds = async () =>
  (await itemsOf(helper.owner)).flatMap((item) => (item.kind === 'fieldwork' ? item.event.kind : [])).sort()

test('one tap on a name is all that attendance takes, and a wrong one is taken back', async () => {
  open('/who')
  fireEvent.click(await screen.findByRole('button', { name: /H’Lan Niê/ }))
  await screen.findByText(/1 người có mặt/)
  fireEvent.click(screen.getByRole('button', { name: 'Bấm nhầm' }))
  await screen.findByText(/0 người có mặt/)
  expect(screen.getByRole('button', { name: /H’Lan Niê/ }).getAttribute('aria-pressed')).toBe('false')
  expect(await kinds()).toEqual(['joined', 'opened', 'undone'])
})

test('a second tap of a trembling finger notes nobody twice', async () => {
  open('/who')
  const name = await screen.findByRole('button', { name: /Trần Văn Dũng/ })
  fireEvent.click(name)
  fireEvent.click(name)
  await screen.findByText(/1 người có mặt/)
  fireEvent.click(name)
  expect(await kinds()).toEqual(['joined', 'opened'])
})

test('names are found without accents, and who is not named by the digits of the phone', async () => {
  open('/who')
  const find = await screen.findByLabelText(/Tìm tên/)
  fireEvent.input(find, { target: { value: 'lan' } })
  expect(screen.getAllByRole('button', { name: /Lan/ })).toHaveLength(2)
  expect(screen.queryByRole('button', { name: /Dũng/ })).toBeNull()
  fireEvent.input(find, { target: { value: '042' } })
  expect(screen.getByRole('button', { name: /042/ })).toBeTruthy()
})

test('whoever has left is not handed the phone', async () => {
  const id = await sessionId(village, Date.now())
  for (const one of ['lan', 'dung']) await log(helper, { kind: 'joined', session: id, person: one }, '')
  await log(helper, { kind: 'left', session: id, person: 'lan' }, '')
  open('/next')
  const main = within(await screen.findByRole('list'))
  expect(main.getAllByRole('button').map((one) => one.textContent)).toEqual(['DũngTrần Văn Dũng'])
})

test('the results say that they are this phone’s own while the server cannot be asked', async () => {
  const id = await sessionId(village, Date.now())
  await log(helper, { kind: 'joined', session: id, person: 'lan' }, '')
  open('/results')
  await screen.findByText('Theo máy này')
  expect(screen.getByText('1 người đến, 0 người làm bài, 0 người đạt.')).toBeTruthy()
})

test('whoever has left is only looked at by a tap, and comes back by the button', async () => {
  const id = await sessionId(village, Date.now())
  await log(helper, { kind: 'joined', session: id, person: 'lan' }, '')
  await log(helper, { kind: 'left', session: id, person: 'lan' }, '')
  open('/who')
  fireEvent.click(await screen.findByRole('button', { name: /H’Lan Niê/ }))
  const back = await screen.findByRole('button', { name: 'Quay lại học' })
  expect(await kinds()).toEqual(['joined', 'left', 'opened'])
  fireEvent.click(back)
  await screen.findByText(/1 người có mặt/)
})

test('a phone that cannot write says so, and the name can be tapped again', async () => {
  open('/who')
  const name = await screen.findByRole('button', { name: /Trần Văn Dũng/ })
  const full = vi.spyOn(outbox, 'putAll').mockRejectedValueOnce(new DOMException('', 'QuotaExceededError'))
  fireEvent.click(name)
  await screen.findByText('Máy chưa ghi được')
  full.mockRestore()
  fireEvent.click(name)
  await screen.findByText(/1 người có mặt/)
  expect(screen.queryByText('Máy chưa ghi được')).toBeNull()
})

test('a name that was looked for stands in the form of newcomers, and not in the address', async () => {
  open('/who')
  fireEvent.input(await screen.findByLabelText(/Tìm tên/), { target: { value: 'Y Thương' } })
  fireEvent.click(screen.getByRole('link', { name: /Người mới/ }))
  const field = (await screen.findByLabelText('Họ và tên')) as HTMLInputElement
  expect(field.value).toBe('Y Thương')
  expect(location.href).not.toContain('Th')
})

test('two people of one name are told apart by their digits', async () => {
  await keep(helper, {
    people: [person('a', 'Nguyễn Thị Hạnh', { hint: '111' }), person('b', 'Nguyễn Thị Hạnh', { hint: '222' })],
  })
  open('/who')
  expect((await screen.findByRole('button', { name: /Hạnh.*111/ })).textContent).not.toContain('222')
  expect(screen.getByRole('button', { name: /Hạnh.*222/ })).toBeTruthy()
})

test('a session that is over can be looked at from the next one', async () => {
  const at = new Date(Date.now() - 86_400_000).toISOString()
  const event = { id: 'old', kind: 'opened', session: 'before', module: 'm', place: 'Sân bóng', at } as const
  await (await database()).put('sent', { ...helper, id: 'old', at, event })
  open('?session=before')
  await screen.findByText(/Sân bóng/)
  cleanup()
  open()
  const link = await screen.findByRole('link', { name: /0 người đã đến/ })
  expect(link.getAttribute('href')).toBe(`/village/${village}/evening?session=before`)
})

test('a wrong person noted by the other phone is taken back here', async () => {
  const id = await sessionId(village, Date.now())
  const at = new Date(Date.now() - 60_000).toISOString()
  await keep(helper, {
    session: {
      session: { id, module: 'm', place: 'Sân bóng', open: true, opened_at: at },
      items: [
        { person: 'lan', joined_at: at, left_at: null, joins: ['theirs'], results: [] },
        { person: 'dung', joined_at: at, left_at: null, joins: ['right'], results: [] },
      ],
      as_of: at,
    } as never,
  })
  open('/who')
  await screen.findByText(/2 người có mặt/)
  fireEvent.click(screen.getByRole('button', { name: /H’Lan Niê/ }))
  fireEvent.click(await screen.findByRole('button', { name: 'Bấm nhầm' }))
  await screen.findByText(/1 người có mặt/)
  const items = await itemsOf(helper.owner)
  expect(items.flatMap((item) => (item.kind === 'fieldwork' ? (item.event.of ?? []) : []))).toEqual(['theirs'])
})

test('all sessions stand on one page, of whichever phone, page by page, each with its results', async () => {
  const one = (id: string, at: string) => ({
    id,
    opened_at: at,
    module: 'm',
    place: 'Sân bóng',
    open: false,
    people: 34,
  })
  const pages: Record<string, unknown> = {
    '': { items: [one('a', '2026-11-20T12:00:00Z')], next: 'a' },
    '?after=a': { items: [one('b', '2026-11-10T12:00:00Z')], next: null },
  }
  vi.stubGlobal('fetch', async (address: string) => {
    const query = /\/sessions(\?.*)?$/.exec(address)
    if (!query) throw new TypeError('offline')
    return new Response(JSON.stringify(pages[query[1] ?? '']))
  })
  open('/sessions')
  fireEvent.click(await screen.findByRole('button', { name: 'Xem thêm' }))
  const oldest = await screen.findByRole('link', { name: /10 tháng 11 Sân bóng · 34 người đã đến/ })
  expect(oldest.getAttribute('href')).toBe(`/village/${village}/evening/results?session=b`)
  expect(screen.getByRole('link', { name: /20 tháng 11/ })).toBeTruthy()
})

test('a village that is not this helper’s any more shows no names, and keeps none', async () => {
  await keep(helper, { at: 0 })
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ code: 'forbidden' }), { status: 403 }))
  open('/who')
  await waitFor(async () => expect(await (await database()).getAll('rosters')).toEqual([]))
  await waitFor(() => expect(screen.queryByText(/Trần Văn Dũng/)).toBeNull())
})
