import { expect, test } from 'vitest'
import { fold } from './fold'

test('accents, case and đ do not matter', () => {
  expect(fold('Buôn Êa Nao')).toBe('buon ea nao')
  expect(fold(' Đắk Lắk ')).toBe('dak lak')
  expect(fold('Hòa Phú').includes(fold('hoa'))).toBe(true)
  expect(fold('Thôn Hoà Thắng'.normalize('NFD'))).toBe(fold('Thôn Hòa Thắng'))
})

test('nor does which mark somebody types after H and M, or that they type none', () => {
  for (const name of ["Buôn M'Đrăng", 'Buôn M’Đrăng', 'Buôn MʼĐrăng', 'buon mdrang'])
    expect(fold(name)).toBe('buon mdrang')
})
