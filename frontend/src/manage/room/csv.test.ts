import { expect, test } from 'vitest'
import { csvOf, fileName } from './csv'

test('a file begins with the mark that Excel needs, says what it is of, and keeps commas and quotes', () => {
  const text = csvOf({ title: 'Xã, phường', heads: ['Nơi', 'Người'], rows: [['Buôn "A"', 12]] }, ['Số liệu lúc 19:05'])
  expect(text).toBe('\uFEFF"Xã, phường"\r\nSố liệu lúc 19:05\r\n\r\nNơi,Người\r\n"Buôn ""A""",12\r\n')
})

test('no cell is run as a formula, and a number below none stays one', () => {
  const rows = [['=1+1', '+84', '-x', '@sum', '\t=1', -3, '–']]
  const line = csvOf({ title: '', heads: [], rows }, []).split('\r\n')[3]
  expect(line).toBe("'=1+1,'+84,'-x,'@sum,'\t=1,-3,–")
})

test('a file is named after what it shows and when it is of', () => {
  expect(fileName('places', '2026-11-27T08:05:09.000Z', 'csv')).toBe('hocso-places-2026-11-27-15-05.csv')
})
