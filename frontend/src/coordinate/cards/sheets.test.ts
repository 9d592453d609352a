import { expect, test } from 'vitest'
import { nameSize, sheets } from './sheets'

const numbered = (n: number) => Array.from({ length: n }, (_, at) => at)

test('eight cards a sheet, none lost and none twice', () => {
  for (const n of [0, 1, 8, 9, 16, 40]) {
    const pages = sheets(numbered(n))
    expect(pages.flat()).toEqual(numbered(n))
    expect(pages).toHaveLength(Math.ceil(n / 8))
    expect(pages.every((page, at) => page.length === 8 || at === pages.length - 1)).toBe(true)
  }
})

test('long names and long words are set smaller', () => {
  expect(nameSize('Nguyễn Thị Bích')).toBe('large')
  expect(nameSize('H’Nguyệt Niê Kdăm Êban Buôn Yă')).toBe('middle')
  expect(nameSize('Nguyễnthịhoàngphương')).toBe('small')
  expect(nameSize('n'.repeat(80))).toBe('tiny')
  expect(nameSize('Nguyễn Phúc Tôn Nữ Công Huyền Hoàng Thị Phương Thảo')).toBe('small')
})
