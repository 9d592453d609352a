import { expect, test } from 'vitest'
import { initials } from './initials'

// The same as in progress/certificates/certificate_test.go.
test('initials are the first letters of all words', () => {
  for (const [name, want] of [
    ['Nguyễn Thị Hoa', 'N. T. H.'],
    ["H'Hoa Niê", 'H. N.'],
    ['đặng văn ấm', 'Đ. V. Ấ.'],
    ['Y Bhăm – “Ksơr”', 'Y. B. K.'],
    ['An', 'A.'],
    ['Ê\u0306ban Ma', 'Ê\u0306. M.'.normalize('NFC')],
    ['  ', ''],
    ['12 B', 'B.'],
  ] as const)
    expect(initials(name)).toBe(want)
})
