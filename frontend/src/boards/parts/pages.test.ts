import { expect, test, vi } from 'vitest'
import { readPages } from './pages'

const piece = (asOf: string, ids: string, next: string | null) => ({
  as_of: asOf,
  items: [...ids].map((id) => ({ id })),
  next,
})
const ids = (board: { items: { id: string }[] }) => board.items.map(({ id }) => id).join('')
const all = () => true

test('pages of one board are put together, as many as are wanted', async () => {
  const page = vi.fn(async (after?: string) =>
    piece('1', after ?? 'a', after === 'c' ? null : after === 'b' ? 'c' : 'b'),
  )
  expect(ids(await readPages(page, all))).toBe('abc')
  expect(ids(await readPages(page, (_, pages) => pages < 2))).toBe('ab')
})

test('a board that became another one between two pages is read from its beginning', async () => {
  const answers = [
    piece('1', 'ab', '2'),
    piece('2', 'bd', null), // c has moved up, over the seam
    piece('2', 'ac', '2'),
    piece('2', 'bd', null),
  ]
  const board = await readPages(async () => answers.shift() as (typeof answers)[0], all)
  expect(ids(board)).toBe('acbd')
})

test('of a board that never rests each place is taken once', async () => {
  let time = 0
  const page = vi.fn(async (after?: string) => piece(`${time++}`, after ? 'bc' : 'ab', after ? null : '2'))
  expect(ids(await readPages(page, all))).toBe('abc')
  expect(page).toHaveBeenCalledTimes(6)
})
