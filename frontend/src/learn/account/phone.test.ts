import { expect, test } from 'vitest'
import { looksLikePhone } from './phone'

test.each(['0900000001', '090 000 0001', '+84 900 000 001', '84900000001', '0900.000.001'])(
  '%s is a number',
  (text) => {
    expect(looksLikePhone(text)).toBe(true)
  },
)

test.each(['', '900000001', '090000000', '09000000011', '0100000001', 'không có'])('%s is not', (text) => {
  expect(looksLikePhone(text)).toBe(false)
})
