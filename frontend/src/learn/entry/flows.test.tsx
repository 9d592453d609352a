import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Person } from '../../api/schema'
import { dropToken } from '../../api/token'
import '../../app/account'
import { outboxState } from '../../app/running'
import { session } from '../../app/session'
import { database } from '../../offline/db'
import { keepPerson } from '../../offline/people'
import LoginPage from '../account/LoginPage'
import CardPage from './CardPage'
import JoinPage from './JoinPage'
import WhoPage from './WhoPage'

const person = (id: string, more: Partial<Person> = {}) =>
  ({
    id,
    name: id,
    role: 'resident',
    phone: '+84900000001',
    village: { id: '24163-001', name: 'Thôn 3' },
    ward: null,
    appointments: [],
    guardian: null,
    unconfirmed: false,
    ...more,
  }) as unknown as Person

type Body = Record<string, unknown>
/** Answers of the server by path; what was sent is in `sent`. */
let answers: Record<string, (body: Body) => [number, object]> = {}
let sent: { path: string; body: Body }[] = []
const login = (id: string) => ({ access_token: `token of ${id}`, expires_in: 900, person: person(id) })

beforeEach(async () => {
  const db = await database()
  await Promise.all([db.clear('people'), db.clear('outbox')])
  session.set({ person: null, expired: false })
  outboxState.set({ unsent: 0, parked: 0, sending: false })
  dropToken()
  sent = []
  answers = {
    '/auth/refresh': () => [401, { code: 'login_expired' }],
    '/me/children': () => [200, { items: [], next: null }],
  }
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const path = url.replace('/api/v1', '').replace(/\?.*/, '')
    const body = init.body ? (JSON.parse(String(init.body)) as Body) : {}
    sent.push({ path, body })
    const [status, answer] = answers[path]?.(body) ?? [404, { code: 'not_found' }]
    return new Response(JSON.stringify(answer), { status })
  })
})
afterEach(cleanup)

const Home = () => <p>trang chủ</p>

function open(address: string) {
  history.replaceState(null, '', address)
  render(
    <LocationProvider>
      <Router>
        <Route path="/login" component={LoginPage} />
        <Route path="/card" component={CardPage} />
        <Route path="/join" component={JoinPage} />
        <Route path="/who" component={WhoPage} />
        <Route default component={Home} />
      </Router>
    </LocationProvider>,
  )
}

const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } })
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const bodies = (path: string) => sent.filter((one) => one.path === path).map((one) => one.body)
const home = () => screen.findByText('trang chủ')

test('a phone that is new to the person asks for a code of the team, and signs in with it', async () => {
  answers['/auth/login'] = ({ code }) =>
    code === undefined
      ? [401, { code: 'device_code_required' }]
      : code === '1234-5678'
        ? [200, login('An')]
        : [404, { code: 'code_not_valid' }]
  open('/login')
  await screen.findByLabelText('Số điện thoại')
  type('Số điện thoại', '0900000001')
  type('Mã PIN 6 số', '246810')
  await press('Đăng nhập')
  await screen.findByRole('heading', { name: 'Máy này chưa quen' })
  type('Mã của tổ công nghệ số', '0000-0000')
  await press('Vào học')
  await screen.findByText(/Mã này sai, đã dùng hoặc hết hạn/)
  type('Mã của tổ công nghệ số', '1234-5678')
  await press('Vào học')
  await home()
  expect(bodies('/auth/login').at(-1)).toEqual({ phone: '0900000001', pin: '246810', code: '1234-5678' })
  expect(session.get().person?.id).toBe('An')
})

test('the token of a card is taken out of the address before it is used', async () => {
  answers['/auth/card'] = () => {
    expect(location.href).not.toContain('secret')
    return [200, login('An')]
  }
  open('/card#secret')
  await home()
  expect(bodies('/auth/card')).toEqual([{ token: 'secret' }])
})

test('a card with a PIN on top asks for it', async () => {
  answers['/auth/card'] = ({ pin }) => (pin === '246810' ? [200, login('An')] : [401, { code: 'pin_required' }])
  open('/card#secret')
  for (const digit of '246810') await press(digit)
  await home()
})

test('a card that is opened while somebody else is learning changes nobody unasked', async () => {
  answers['/auth/card'] = () => [200, login('Bình')]
  session.set({ person: person('An'), expired: false })
  open('/card#secret')
  await screen.findByText('An đang học trên máy này')
  expect(bodies('/auth/card')).toEqual([])
  await press('Vào bằng thẻ')
  await home()
  expect(session.get().person?.id).toBe('Bình')
})

test('two taps and a PIN change who is learning', async () => {
  answers['/auth/profile'] = ({ pin }) =>
    pin === '246810' ? [200, login('Bình')] : [401, { code: 'wrong_credentials' }]
  session.set({ person: person('An'), expired: false })
  await keepPerson(person('Bình'), true)
  open('/who')
  await press(/Bình/)
  for (const digit of '111111') await press(digit)
  await screen.findByText('Mã PIN chưa đúng.')
  for (const digit of '246810') await press(digit)
  await home()
  expect(bodies('/auth/profile').at(-1)).toEqual({ person: 'Bình', pin: '246810' })
})

test('switching names what is not sent yet, and may be stayed away from', async () => {
  answers['/auth/refresh'] = () => [200, login('An')]
  session.set({ person: person('An'), expired: false })
  outboxState.set({ unsent: 2, parked: 0, sending: false })
  await keepPerson(person('Bình'), true)
  open('/who')
  await press(/Bình/)
  await screen.findByText('An còn 2 bài chưa gửi')
  expect(screen.queryByRole('button', { name: '1' })).toBeNull()
  await press('Thôi')
  await screen.findByRole('heading', { name: 'Ai đang học?' })
  await press(/Bình/)
  await press('Vẫn đổi người')
  await screen.findByRole('button', { name: '1' })
})

test('who has to sign in again is let in by their own name', async () => {
  answers['/auth/profile'] = () => [200, login('An')]
  session.set({ person: person('An'), expired: true })
  outboxState.set({ unsent: 2, parked: 0, sending: false })
  open('/who')
  await press(/An/)
  for (const digit of '246810') await press(digit)
  await home()
  expect(session.get().expired).toBe(false)
})

test('who has to sign in again to send is not warned of what is not sent', async () => {
  session.set({ person: person('An'), expired: true })
  outboxState.set({ unsent: 2, parked: 0, sending: false })
  open('/login')
  await screen.findByLabelText('Số điện thoại')
  expect(screen.queryByText('An còn 2 bài chưa gửi')).toBeNull()
})

test('a poster’s code shows its village and registers there', async () => {
  answers['/auth/join'] = () => [
    200,
    {
      village: { id: '24163-001', name: 'Thôn 3' },
      ward: { code: '24163', name: 'Tân An', kind: 'ward' },
      expires_at: '2026-12-02T10:00:00Z',
    },
  ]
  open('/join#K7QM-2XPD-9A')
  await screen.findByText('Thôn 3, phường Tân An')
  expect(bodies('/auth/join')).toEqual([{ code: 'K7QM2XPD9A' }])
  await press('Đăng ký ở đây')
  await screen.findByText('Bước 1 trên 3')
})

test('somebody whom nobody has confirmed is confirmed by the code of their village', async () => {
  answers['/auth/join'] = () => [
    200,
    {
      village: { id: '24163-001', name: 'Thôn 3' },
      ward: { code: '24163', name: 'Tân An', kind: 'ward' },
      expires_at: '2026-12-02T10:00:00Z',
    },
  ]
  answers['/auth/refresh'] = () => [200, { ...login('An'), person: person('An', { unconfirmed: true }) }]
  answers['/me/join'] = () => [200, person('An')]
  session.set({ person: person('An', { unconfirmed: true }), expired: false })
  open('/join#K7QM-2XPD-9A')
  await press('Xác nhận An ở đây')
  await screen.findByText('Đã xác nhận xong')
  await waitFor(() => expect(session.get().person?.unconfirmed).toBe(false))
})
