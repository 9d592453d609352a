import { expect, test } from 'vitest'
import { linesOf } from './csv'

test('a table of the server is read as it was meant', () => {
  const text = '\uFEFF"Tháng 11, toàn tỉnh",\r\nNơi,Người\r\n"Buôn ""A""",12\r\n,3\r\n'
  expect(linesOf(text)).toEqual([
    ['Tháng 11, toàn tỉnh', ''],
    ['Nơi', 'Người'],
    ['Buôn "A"', '12'],
    ['', '3'],
  ])
})

test('nothing is lost where the last line has no end', () => {
  expect(linesOf('a,b\n1,2')).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ])
  expect(linesOf('')).toEqual([])
})
