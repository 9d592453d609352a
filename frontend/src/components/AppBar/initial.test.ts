import { expect, test } from 'vitest'
import { initial } from './initial'

test.each([
  ['Nguyễn Thị Lan', 'L'],
  ['Y Bhăm Êban', 'Ê'],
  ['đào', 'Đ'],
  ['Trần Văn Ân (mẫu)', 'Â'],
  ['Ân'.normalize('NFD'), 'Â'],
  ['', '?'],
])('%s is marked %s', (name, letter) => expect(initial(name)).toBe(letter))
