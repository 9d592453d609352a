import { expect, test } from 'vitest'
import { folded } from './folded'

test('accents, case and đ do not matter', () => {
  expect(folded('Buôn Êa Nao')).toBe('buon ea nao')
  expect(folded(' Đắk Lắk ')).toBe('dak lak')
  expect(folded('Thôn Hoà Thắng'.normalize('NFD'))).toBe(folded('Thôn Hòa Thắng'))
})
