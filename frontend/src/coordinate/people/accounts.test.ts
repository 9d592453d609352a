import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Account } from '../../api/schema'
import { adoptLogin, dropToken } from '../../api/token'
import { allAccounts, byConfirmation, groups, matches, withoutCard } from './accounts'

const account = (id: string, more: Partial<Account> = {}): Account => ({
  id,
  name: id,
  hint: null,
  birth_band: null,
  unconfirmed: false,
  card: false,
  pin: false,
  created_at: '2026-11-01T00:00:00Z',
  ...more,
})

beforeEach(() => adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never))
afterEach(() => {
  vi.unstubAllGlobals()
  dropToken()
})

test('all pages of a village come as one list', async () => {
  const pages = [
    { items: [account('a')], next: 'a' },
    { items: [account('b')], next: null },
  ]
  const fetched = vi.fn(async (_address: string) => new Response(JSON.stringify(pages.shift())))
  vi.stubGlobal('fetch', fetched)
  expect((await allAccounts('24163-001')).map((one) => one.id)).toEqual(['a', 'b'])
  expect(fetched.mock.calls[1]?.[0]).toBe('/api/v1/villages/24163-001/residents?limit=1000&after=a')
})

test('who waits to be confirmed stands apart', () => {
  const { waiting, others } = byConfirmation([account('a', { unconfirmed: true }), account('b')])
  expect([waiting, others].map((list) => list.map((one) => one.id))).toEqual([['a'], ['b']])
})

test('people are found by name without accents, and by the digits that are known', () => {
  const bich = account('x', { name: 'Nguyễn Thị Bích', hint: '042' })
  expect(matches(bich, 'bich')).toBe(true)
  expect(matches(bich, '042')).toBe(true)
  expect(matches(bich, '42')).toBe(false)
  expect(matches(account('x', { name: null, hint: '001' }), 'an')).toBe(false)
  expect(matches(account('x', { name: null }), ' ')).toBe(true)
})

test('cards are meant for people who are confirmed and have none, forty at a time', () => {
  const people = [account('a', { card: true }), account('b', { unconfirmed: true })]
  expect(withoutCard([...people, account('d')])).toEqual(['d'])
  expect(withoutCard(Array.from({ length: 50 }, (_, n) => account(String(n))))).toHaveLength(40)
})

test('codes are read in groups of three and four', () => {
  expect(groups('123456')).toEqual(['123', '456'])
  expect(groups('1234567')).toEqual(['1234', '567'])
  expect(groups('12345678')).toEqual(['1234', '5678'])
  expect(groups('1234567890')).toEqual(['1234', '567', '890'])
  expect(groups('K7QM-2XPD-9A')).toEqual(['K7QM', '2XPD', '9A'])
})
