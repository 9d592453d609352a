import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HistoryEntry, ListedAccount } from '../../api/schema'
import { adoptLogin, dropToken } from '../../api/token'
import { session } from '../../app/session'
import PersonPage from './PersonPage'

const hoa: ListedAccount = {
  id: 'hoa',
  name: 'Lê Thị Hoa',
  hint: '042',
  birth_band: '1950',
  unconfirmed: false,
  card: false,
  pin: false,
  created_at: '2026-11-01T00:00:00Z',
  status: 'learning',
}
const moved: HistoryEntry = {
  seq: 7,
  at: '2026-11-20T02:30:00Z',
  actor_name: 'Cán bộ Tư',
  by: 'staff',
  action: 'moved',
  detail: '24163-003',
  village: { id: '24163-001', name: 'Buôn Kô Tam' },
  from: { id: '24163-003', name: 'Buôn Ju' },
}
const edited: HistoryEntry = { ...moved, seq: 8, action: 'edited', detail: 'name,phone', from: null }

const path = '/villages/24163-001/residents/hoa'
const answers: Record<string, unknown> = {}
const asked: { request: string; body: unknown }[] = []

beforeEach(() => {
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  session.set({
    person: {
      id: 'me',
      role: 'coordinator',
      appointments: ['001', '002'].map((n) => ({ role: 'coordinator', village: `24163-${n}` })),
    } as never,
    expired: false,
  })
  Object.assign(answers, {
    [`GET ${path}`]: hoa,
    [`GET ${path}/history`]: { items: [edited, moved], next: null },
    [`GET ${path}/fieldwork`]: {
      sessions: [
        { id: 's', day: '2026-11-21', part: 'evening', module: 'm', joined_at: '2026-11-21T12:05:00Z', left_at: null },
      ],
      visits: [{ outcome: 'later', at: '2026-11-23T01:10:00Z', by: 'Tổ Năm' }],
    },
    'GET /wards/24163/villages': {
      items: ['001', '002', '003'].map((n) => ({ id: `24163-${n}`, name: `Buôn ${n}` })),
      next: null,
    },
    [`PATCH ${path}`]: { ...hoa, birth_band: '1960' },
    [`POST ${path}/move`]: { village: { id: '24163-002', name: 'Buôn 002' }, people: 2 },
  })
  vi.stubGlobal('fetch', async (address: string, options: RequestInit = {}) => {
    const request = `${options.method ?? 'GET'} ${address.replace(/^\/api\/v1|\?.*$/g, '')}`
    asked.push({ request, body: options.body ? JSON.parse(String(options.body)) : null })
    const answer = answers[request]
    return answer instanceof Response ? answer.clone() : new Response(JSON.stringify(answer))
  })
  vi.stubGlobal('scrollTo', () => {})
  history.replaceState(null, '', '/village/24163-001/people/hoa')
  render(
    <LocationProvider>
      <Router>
        <Route path="/village/:id/people/:person" component={PersonPage} />
        <Route default component={() => null} />
      </Router>
    </LocationProvider>,
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  dropToken()
  session.set({ person: null, expired: false })
  asked.length = 0
})

test('which sessions somebody came to, and who visited them, stands there, the newest first', async () => {
  open()
  await screen.findByText('Ghé thăm: hẹn khi khác')
  const lines = [...document.querySelectorAll('.history')][0]?.querySelectorAll('li') ?? []
  expect([...lines].map((line) => line.textContent)).toEqual([
    'Ghé thăm: hẹn khi khác08:10, 23/11/2026 · Tổ Năm',
    'Buổi học, buổi tối21/11/2026, đến 19:05',
  ])
})

test('only what was changed is sent', async () => {
  fireEvent.change(await screen.findByLabelText('Sinh vào những năm'), { target: { value: '1960' } })
  fireEvent.click(screen.getByRole('button', { name: 'Lưu' }))
  expect(await screen.findByText('Đã lưu.')).toBeTruthy()
  expect(asked.find((one) => one.request === `PATCH ${path}`)?.body).toEqual({ birth_band: '1960' })
})

test('what was done is told in words', async () => {
  expect(await screen.findByText('Chuyển từ Buôn Ju đến Buôn Kô Tam')).toBeTruthy()
  expect(screen.getByText('Sửa họ tên, số điện thoại')).toBeTruthy()
  expect(screen.getAllByText(/Cán bộ Tư/)).toHaveLength(2)
})

test('a coordinator of two villages moves somebody to the other one, after being asked', async () => {
  const choice = await screen.findByLabelText('Chuyển đến')
  expect([...choice.querySelectorAll('option')].map((one) => one.textContent)).toEqual(['Chọn nơi ở mới', 'Buôn 002'])
  fireEvent.change(choice, { target: { value: '24163-002' } })
  expect(asked.some((one) => one.request.endsWith('/move'))).toBe(false)
  fireEvent.click(screen.getByRole('button', { name: 'Chuyển' }))
  expect(await screen.findByText('Đã chuyển Lê Thị Hoa đến Buôn 002.')).toBeTruthy()
  expect(screen.getByText('Cùng đi: 1 hồ sơ của con.')).toBeTruthy()
  expect(asked.find((one) => one.request.endsWith('/move'))?.body).toEqual({ village: '24163-002' })
})

test('the window’s title, which outlives the sign-in, names nobody', async () => {
  const heading = await screen.findByRole('heading', { name: 'Lê Thị Hoa', level: 1 })
  await vi.waitFor(() => expect(document.activeElement).toBe(heading))
  expect(document.title).toBe('Một người học · Học số')
})

test('a number that was put right after the server refused it is sent at the first press', async () => {
  const patch = `PATCH ${path}`
  const problem = { status: 422, code: 'invalid', errors: [{ field: 'phone', code: 'bad_phone' }] }
  answers[patch] = new Response(JSON.stringify(problem), {
    status: 422,
    headers: { 'Content-Type': 'application/problem+json' },
  })
  const phone = await screen.findByLabelText('Số điện thoại mới')
  fireEvent.input(phone, { target: { value: '0912345678' } })
  fireEvent.click(screen.getByRole('button', { name: 'Lưu' }))
  expect(await screen.findByText(/Số điện thoại chưa đúng/)).toBeTruthy()
  answers[patch] = hoa
  fireEvent.input(phone, { target: { value: '0987654321' } })
  await vi.waitFor(() => expect(screen.queryByText(/Số điện thoại chưa đúng/)).toBeNull())
  fireEvent.click(screen.getByRole('button', { name: 'Lưu' }))
  expect(await screen.findByText('Đã lưu.')).toBeTruthy()
  const sent = asked.filter(({ request }) => request === patch).map(({ body }) => body)
  expect(sent).toEqual([{ phone: '0912345678' }, { phone: '0987654321' }])
})
