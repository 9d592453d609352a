import { expect, test } from 'vitest'
import type { Account } from '../../api/schema'
import { toggle, withCard } from './choice'

test('a second tap takes back the first, and forty are enough', () => {
  expect(toggle(['a'], 'b')).toEqual(['a', 'b'])
  expect(toggle(['a', 'b'], 'a')).toEqual(['b'])
  const forty = Array.from({ length: 40 }, (_, n) => String(n))
  expect(toggle(forty, 'more')).toBe(forty)
  expect(toggle(forty, '7')).toHaveLength(39)
})

test('only cards of those chosen stop working', () => {
  const accounts = [
    { id: 'a', card: true },
    { id: 'b', card: true },
    { id: 'c', card: false },
  ] as Account[]
  expect(withCard(accounts, ['a', 'c'])).toBe(1)
})
