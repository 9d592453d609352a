import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Consent } from '../../api/schema'
import { database, type OutboxItem } from '../../offline/db'
import { itemsOf } from '../../offline/outbox'
import KeptWork from './KeptWork'
import { enrol } from './log'

const helper = { owner: 'helper', village: '24163-001' }
const consent: Consent = { account: true, village_list: true, statistics: true, certificate: false }
let items: OutboxItem[] = []

beforeEach(async () => {
  await (await database()).clear('outbox')
  const id = await enrol(helper, 's', { name: 'H’Lan', consent }, 'Ghi danh: H’Lan')
  const db = await database()
  const item = await db.get('outbox', id)
  if (item) await db.put('outbox', { ...item, parked: 'consent_outdated' })
  items = await itemsOf(helper.owner)
  render(<KeptWork items={items} />)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test('a refusal is told in plain words, and what hangs on it says what it waits for', () => {
  expect(screen.getByText(/Lời đồng ý đã có bản mới/)).toBeTruthy()
  expect(screen.getByText('Chờ xong việc: Ghi danh: H’Lan.')).toBeTruthy()
})

test('nothing is given up before it was said what goes along', async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Bỏ việc này' }))
  expect(screen.getByText('Bỏ luôn 1 điểm danh.')).toBeTruthy()
  expect(await itemsOf(helper.owner)).toHaveLength(2)
  fireEvent.click(screen.getByRole('button', { name: 'Bỏ việc này' }))
  await waitFor(async () => expect(await itemsOf(helper.owner)).toEqual([]))
})

test('a consent whose text has changed is read again before it is sent', () => {
  fireEvent.click(screen.getByRole('button', { name: 'Sửa và gửi lại' }))
  fireEvent.click(screen.getByRole('button', { name: 'Tiếp tục' }))
  expect(screen.getByRole('switch', { name: /Lập tài khoản học/ }).getAttribute('aria-checked')).not.toBe('true')
})
