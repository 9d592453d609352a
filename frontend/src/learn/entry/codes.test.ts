import { expect, test } from 'vitest'
import { fragment, scanned, tidy } from './codes'

test('a card and a poster are told apart by their address', () => {
  expect(scanned('https://hoc.example.vn/card#aB3_x-9')).toEqual({ kind: 'card', token: 'aB3_x-9' })
  expect(scanned('https://hoc.example.vn/join#K7QM-2XPD-9A')).toEqual({ kind: 'join', code: 'K7QM-2XPD-9A' })
  expect(scanned(' http://127.0.0.1:8080/card/#t \n')).toEqual({ kind: 'card', token: 't' })
})

test.each([
  '',
  'K7QM-2XPD-9A',
  'https://hoc.example.vn/',
  'https://hoc.example.vn/card',
  'https://hoc.example.vn/card#',
  'https://hoc.example.vn/other#t',
  'https://evil.example/?x=/card#t',
  'javascript:alert(1)',
])('%s is neither', (text) => expect(scanned(text)).toBeNull())

test('the part behind # loses its mark and its escapes', () => {
  expect(fragment('#K7QM-2XPD-9A')).toBe('K7QM-2XPD-9A')
  expect(fragment('#K7QM%202XPD')).toBe('K7QM 2XPD')
  expect(fragment('#50%')).toBe('50%')
  expect(fragment('')).toBe('')
})

test('a typed code may have dashes, blanks and small letters', () => {
  expect(tidy(' k7qm – 2xpd-9a ')).toBe('K7QM2XPD9A')
})
