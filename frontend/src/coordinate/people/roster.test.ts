import { expect, test } from 'vitest'
import type { ListedAccount } from '../../api/schema'
import { birthBands } from './bands'
import { countOf, pageOf, pageSize, select, wholeRoster } from './roster'
import { toDrop, toKeep } from './twins'

const account = (id: string, more: Partial<ListedAccount> = {}): ListedAccount => ({
  id,
  name: id,
  hint: null,
  birth_band: null,
  unconfirmed: false,
  card: true,
  pin: false,
  created_at: '2026-11-01T00:00:00Z',
  status: 'not_started',
  ...more,
})

const village = [
  account('new', { unconfirmed: true, created_at: '2026-11-20T00:00:00Z' }),
  account('Ánh', { card: false, status: 'completed' }),
  account('Bích', { status: 'stuck' }),
  account('hidden', { name: null, hint: '042', status: null }),
]
const ids = (list: readonly ListedAccount[]) => list.map((one) => one.id)

test('a roster is searched, filtered and ordered at once', () => {
  expect(ids(select(village, wholeRoster))).toEqual(['new', 'Ánh', 'Bích', 'hidden'])
  expect(ids(select(village, { ...wholeRoster, text: 'anh' }))).toEqual(['Ánh'])
  expect(ids(select(village, { ...wholeRoster, show: 'unconfirmed' }))).toEqual(['new'])
  expect(ids(select(village, { ...wholeRoster, show: 'cardless' }))).toEqual(['Ánh'])
  expect(ids(select(village, { ...wholeRoster, show: 'hidden' }))).toEqual(['hidden'])
  expect(ids(select(village, { ...wholeRoster, show: 'stuck', text: 'x' }))).toEqual([])
  expect(ids(select(village, { ...wholeRoster, order: 'newest' }))[0]).toBe('new')
})

test('who needs help comes first where one asks for it, and of whom nothing is known comes last', () => {
  expect(ids(select(village, { ...wholeRoster, order: 'status' }))).toEqual(['new', 'Bích', 'Ánh', 'hidden'])
})

test('ordering leaves the list as it was', () => {
  const before = ids(village)
  select(village, { ...wholeRoster, order: 'newest' })
  expect(ids(village)).toEqual(before)
})

test('each choice says how many it shows', () => {
  expect(countOf(village, 'all')).toBe(4)
  expect(countOf(village, 'not_started')).toBe(1)
  expect(countOf(village, 'learning')).toBe(0)
})

test('a thousand people come in pages, none twice and none left out', () => {
  const thousand = Array.from({ length: 1000 }, (_, n) => n)
  const { last } = pageOf(thousand, 0)
  const seen = Array.from({ length: last + 1 }, (_, n) => pageOf(thousand, n).items).flat()
  expect(seen).toEqual(thousand)
  expect(pageOf(thousand, last).items.length).toBe(1000 % pageSize || pageSize)
})

test('a page beyond the end, as after a search, is the last one', () => {
  expect(pageOf([1, 2], 7)).toEqual({ items: [1, 2], page: 0, from: 0, last: 0 })
  expect(pageOf([], 3)).toEqual({ items: [], page: 0, from: 0, last: 0 })
})

test('decades end with those who are sixteen', () => {
  expect(birthBands(new Date('2026-11-27'))[0]).toBe('2010')
  expect(birthBands(new Date('2025-11-27'))[0]).toBe('2000')
  expect(birthBands(new Date('2026-11-27'))).toContain('1920')
})

test('of two accounts that with a login is kept, else the one with more learnt, else the elder', () => {
  const [plain, pin] = [account('a', { status: 'completed' }), account('b', { pin: true })]
  expect(toKeep([plain, pin]).id).toBe('b')
  expect(toKeep([account('a'), account('b', { status: 'learning' })]).id).toBe('b')
  expect(toKeep([account('a', { created_at: '2026-11-02T00:00:00Z' }), account('b')]).id).toBe('b')
})

test('only of two the other one is taken for the same, and never one with a PIN', () => {
  expect(toDrop([account('a'), account('b')], 'a')).toEqual(['b'])
  expect(toDrop([account('a'), account('b', { pin: true })], 'a')).toEqual([])
  expect(toDrop([account('a'), account('b'), account('c')], 'a')).toEqual([])
})
