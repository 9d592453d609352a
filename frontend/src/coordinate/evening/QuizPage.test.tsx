import 'fake-indexeddb/auto'
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Module, Person } from '../../api/schema'
import { answering } from '../../app/running'
import { markSignedIn, session } from '../../app/session'
import { database } from '../../offline/db'
import * as outbox from '../../offline/outbox'
import { log, ownWork } from '../field/log'
import { keep } from '../field/roster'
import { sessionId } from '../field/session'
import QuizPage from './QuizPage'

const question = {
  id: 'q1',
  kind: 'single',
  text: 'Ai được biết mã OTP?',
  language: 'vi',
  options: [
    { id: 'a', text: 'Không ai' },
    { id: 'b', text: 'Ngân hàng' },
  ],
  key: ['a'],
}
const module = {
  id: 'm',
  course: 'c',
  version: 1,
  title: 'Giữ mã OTP',
  language: 'vi',
  languages: ['vi'],
  pass_mark: 0.5,
  steps: [],
  quiz: { questions: [question] },
} as unknown as Module
vi.mock('../../learn/module/content', () => ({ loadModule: async () => module }))

const helper = { owner: 'helper', village: '24163-001' }
let id = ''

beforeEach(async () => {
  sessionStorage.clear()
  const db = await database()
  await Promise.all([db.clear('outbox'), db.clear('sent'), db.clear('rosters')])
  signIn('coordinator')
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('offline')
  })
  await keep(helper, { name: 'Buôn Kô Tam', people: [], at: Date.now() })
  id = await sessionId(helper.village, Date.now())
  await log(helper, { kind: 'opened', session: id, module: 'm', place: 'Nhà văn hóa' }, '')
  await log(helper, { kind: 'joined', session: id, person: 'lan' }, '')
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function signIn(role: string) {
  session.set({
    person: { id: helper.owner, role: 'resident', appointments: [{ role }] } as unknown as Person,
    expired: false,
  })
  markSignedIn(helper.owner)
}

function open() {
  history.replaceState(null, '', `/village/${helper.village}/evening/next/lan`)
  render(
    <LocationProvider>
      <Router>
        <Route path="/village/:id/evening/next/:person" component={QuizPage} />
        <Route default component={() => null} />
      </Router>
    </LocationProvider>,
  )
}

async function begin() {
  open()
  fireEvent.click(await screen.findByRole('button', { name: 'Tôi đây, bắt đầu làm bài' }))
}

test('nobody is thrown out in mid-quiz because another helper notes that they have left', async () => {
  await begin()
  fireEvent.click(await screen.findByLabelText('Không ai'))
  await act(async () => void (await log(helper, { kind: 'left', session: id, person: 'lan' }, '')))
  // What the page reads then, it has read before this.
  await act(async () => void (await ownWork(helper)))
  expect(screen.queryByText('Người này không có trong buổi học')).toBeNull()
  expect((screen.getByLabelText('Không ai') as HTMLInputElement).checked).toBe(true)
})

test('a page that is loaded anew in mid-quiz loses no answer', async () => {
  await begin()
  fireEvent.click(await screen.findByLabelText('Không ai'))
  cleanup()
  await begin()
  expect(((await screen.findByLabelText('Không ai')) as HTMLInputElement).checked).toBe(true)
})

test('the app knows that somebody is answering, until they are done', async () => {
  await begin()
  await waitFor(() => expect(answering.get()).toBe(true))
  cleanup()
  await waitFor(() => expect(answering.get()).toBe(false))
})

test('while somebody answers, the server is asked for nothing', async () => {
  const timers = vi.spyOn(globalThis, 'setTimeout')
  await begin()
  await waitFor(() => expect(answering.get()).toBe(true))
  const ask = () => timers.mock.calls.filter(([, pause]) => pause === 20_000).pop()?.[0]
  await waitFor(() => expect(ask()).toBeTruthy())
  const fetch = vi.fn(async () => {
    throw new TypeError('offline')
  })
  vi.stubGlobal('fetch', fetch)
  await act(async () => ask()?.())
  expect(fetch).not.toHaveBeenCalled()
  await act(async () => answering.set(false))
  await act(async () => ask()?.())
  await waitFor(() => expect(fetch).toHaveBeenCalled())
})

test('a phone that cannot write says so, and the answers can be handed in again', async () => {
  await begin()
  fireEvent.click(await screen.findByLabelText('Không ai'))
  fireEvent.click(screen.getByRole('button', { name: 'Trả lời' }))
  const full = vi.spyOn(outbox, 'putAll').mockRejectedValueOnce(new DOMException('', 'QuotaExceededError'))
  fireEvent.click(await screen.findByRole('button', { name: 'Xem kết quả' }))
  await screen.findByText('Máy chưa ghi được')
  full.mockRestore()
  fireEvent.click(screen.getByRole('button', { name: 'Xem kết quả' }))
  await screen.findByText('Đạt rồi, giỏi lắm!')
})

test('the window is not called after the person, since the browser keeps its title', async () => {
  await keep(helper, {
    people: [
      {
        id: 'lan',
        name: 'H’Lan Niê',
        hint: null,
        unconfirmed: false,
        status: null,
        passed: [],
        card: false,
        card_number: null,
      },
    ],
  })
  open()
  await screen.findByRole('heading', { name: 'Đưa máy cho H’Lan Niê' })
  await waitFor(() => expect(document.title).toContain('Buổi học'))
  expect(document.title).not.toContain('H’Lan')
})

test('an officer, who may not hand in for others, is not led to a quiz that would be refused', async () => {
  signIn('officer')
  open()
  await waitFor(() => expect(document.querySelector('h1, h2')).toBeTruthy())
  expect(screen.queryByRole('button', { name: 'Tôi đây, bắt đầu làm bài' })).toBeNull()
})
