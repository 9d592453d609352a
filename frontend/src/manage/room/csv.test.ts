import { expect, test } from 'vitest'
import { csvOf, fileName } from './csv'

test('a file begins with the mark that Excel needs, says what it is of, and has semicolons between its cells', () => {
  const text = csvOf(
    {
      title: 'Xã, phường',
      heads: ['Nơi', 'Người'],
      rows: [
        ['Buôn "A"', 12],
        ['Thôn 1; 2', 3],
      ],
    },
    ['Số liệu lúc 19:05'],
  )
  expect(text).toBe('\uFEFFXã, phường\r\nSố liệu lúc 19:05\r\n\r\nNơi;Người\r\n"Buôn ""A""";12\r\n"Thôn 1; 2";3\r\n')
})

test('no cell is run as a formula, and a number below none stays one', () => {
  const rows = [['=1+1', '+84', '-x', '@sum', '\t=1', -3, '–']]
  const line = csvOf({ title: '', heads: [], rows }, []).split('\r\n')[3]
  expect(line).toBe("'=1+1;'+84;'-x;'@sum;' =1;-3;–")
})

test('nor what a program takes for the same sign, after what it does not show, or after a semicolon', () => {
  const lines = (text: string) => csvOf({ title: text, heads: [], rows: [] }, []).slice(1).split('\r\n')[0]
  expect(lines('\uFF1D1+1')).toBe("'\uFF1D1+1")
  expect(lines('\u221284')).toBe("'\u221284")
  expect(lines('\u200B=1')).toBe("'\u200B=1")
  expect(lines('\u00A0@x')).toBe("'\u00A0@x")
  expect(lines('Buôn A;=1+1')).toBe(`"Buôn A;'=1+1"`)
  expect(lines('a\n=1')).toBe('a =1')
})

test('a file is named after what it shows and when it is of', () => {
  expect(fileName('places', '2026-11-27T08:05:09.000Z', 'csv')).toBe('hocso-places-2026-11-27-15-05.csv')
})
