import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CampaignState } from '../../api/campaigns'
import { adoptLogin, dropToken } from '../../api/token'
import { CampaignForm } from './CampaignForm'
import { afresh } from './draft'

const campaign: CampaignState = {
  id: 'dot-1',
  version: 3,
  name: 'Đợt 1',
  first_day: '2026-11-01',
  last_day: '2027-02-08',
  modules: ['a'],
  pass_mark: 70,
  min_roll: 20,
  stage: 'provisional',
  main: true,
  grace_ends: '2027-02-10T17:00:00Z',
  review_ends: '2027-02-17T17:00:00Z',
  settled_at: null,
  hash: null,
}

/** What was asked, each to be answered by hand. */
let asked: { body: Record<string, unknown>; answer: (reply: object, status?: number) => void }[] = []

beforeEach(() => {
  asked = []
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  vi.stubGlobal(
    'fetch',
    (_: string, options: RequestInit) =>
      new Promise((resolve) => {
        const answer = (reply: object, status = 200) => resolve(new Response(JSON.stringify(reply), { status }))
        asked.push({ body: JSON.parse(String(options.body)), answer })
      }),
  )
})

// However busy the machine is.
configure({ asyncUtilTimeout: 4000 })

afterEach(() => {
  cleanup()
  dropToken()
  vi.unstubAllGlobals()
})

function open() {
  const done = vi.fn()
  render(<CampaignForm campaign={campaign} courses={[]} onCancel={() => {}} onDone={done} />)
  const mark = screen.getByLabelText('Mức đạt (% số câu đúng)')
  return { done, mark, type: (value: string) => fireEvent.input(mark, { target: { value } }) }
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const asking = (n: number) => waitFor(() => expect(asked.length).toBe(n))
const button = (name: string) => waitFor(() => screen.getByRole('button', { name }))

test('what was typed while the server looked must be looked at too before it is saved', async () => {
  const { type, done } = open()
  type('80')
  press('Xem trước')
  await asking(1)
  expect(asked[0]?.body).toMatchObject({ dry_run: true, pass_mark: 80 })
  type('8')
  asked[0]?.answer({ campaign })
  await button('Xem trước')
  press('Xem trước')
  await asking(2)
  expect(asked[1]?.body).toMatchObject({ dry_run: true, pass_mark: 8 })
  asked[1]?.answer({ campaign })
  await button('Lưu bản mới')
  expect(screen.getByText('Mức đạt (% số câu đúng): 70 → 8')).toBeTruthy()
  press('Lưu bản mới')
  await asking(3)
  expect(asked[2]?.body).toMatchObject({ dry_run: false, pass_mark: 8 })
  asked[2]?.answer({ campaign: { ...campaign, version: 4 } })
  await waitFor(() => expect(done.mock.lastCall?.[0]).toMatchObject({ id: 'dot-1', version: 4 }))
})

test('a new campaign counts as the one that is there, under a name, days and an id of its own', async () => {
  const done = vi.fn()
  const like = { ...campaign, sample: true, targets: { participation: 70, places: { '24163': 80 } } }
  render(<CampaignForm campaign={afresh(like)} taken={['dot-2']} courses={[]} onCancel={() => {}} onDone={done} />)
  const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })
  press('Xem trước')
  expect(screen.getByText('Điền tên chiến dịch.')).toBeTruthy()
  type('Tên chiến dịch', 'Đợt 2')
  type('Ngày đầu', '2027-03-01')
  type('Ngày cuối', '2027-06-08')
  press('Xem trước')
  await asking(1)
  expect(asked[0]?.body).toMatchObject({ dry_run: true, id: 'dot-2-2', first_day: '2027-03-01', pass_mark: 70 })
  expect(asked[0]?.body).not.toHaveProperty('version')
  expect(asked[0]?.body).not.toHaveProperty('sample')
  expect(asked[0]?.body.targets).toEqual({ participation: 70 })
  asked[0]?.answer({ campaign: {} })
  await button('Lưu chiến dịch')
  press('Lưu chiến dịch')
  await asking(2)
  asked[1]?.answer({ campaign: { id: 'dot-2-2', version: 1 } })
  await waitFor(() => expect(done.mock.lastCall?.[0]).toMatchObject({ id: 'dot-2-2', name: 'Đợt 2' }))
})

test('a change says from which version it began', async () => {
  const { type } = open()
  type('80')
  press('Xem trước')
  await asking(1)
  expect(asked[0]?.body.version).toBe(3)
  asked[0]?.answer({ code: 'changed_meanwhile' }, 409)
  await screen.findByText('Vừa có người sửa trước.')
})

test('what the server refuses is said at its field, which gets the focus', async () => {
  const { type, mark } = open()
  type('120')
  press('Xem trước')
  await asking(1)
  asked[0]?.answer({ faults: [{ field: 'pass_mark', code: 'not_percent' }] })
  await waitFor(() => expect(mark.getAttribute('aria-invalid')).toBe('true'))
  expect(screen.getByText('Cần từ 0 đến 100.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(mark))
  type('80')
  expect(screen.queryByText('Cần từ 0 đến 100.')).toBeNull()
})
