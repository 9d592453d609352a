import type { BoardQuery, RankedBoard } from '../../api/campaigns'
import { call } from '../../api/client'

interface Piece {
  as_of: string
  items: { id: string }[]
  next: string | null
}

const attempts = 3

/**
 * Pages of a board as one, with the head that was told last, for as long as `wanted` asks for the next one. A page begins at a position,
 * and places move: a board that became another one between two pages is read from its beginning again. One that never rests is taken as
 * it comes, with each place once.
 */
export async function readPages<Board extends Piece>(
  page: (after: string | undefined) => Promise<Board>,
  wanted: (whole: Board, pages: number) => boolean,
): Promise<Board> {
  for (let attempt = 1; ; attempt++) {
    let whole = await page(undefined)
    let torn = false
    for (let pages = 1; whole.next !== null && wanted(whole, pages); pages++) {
      const following = await page(whole.next)
      torn ||= following.as_of !== whole.as_of
      if (torn && attempt < attempts) break
      whole = joined(whole, following)
    }
    if (!torn || attempt === attempts) return whole
  }
}

function joined<Board extends Piece>(whole: Board, following: Board): Board {
  const there = new Set(whole.items.map(({ id }) => id))
  return { ...following, items: [...whole.items, ...following.items.filter(({ id }) => !there.has(id))] }
}

const mostAtOnce = 100

/** A board's places from the top, as many as `most`. */
export function readBoard(board: string, query: BoardQuery, most: number, signal?: AbortSignal): Promise<RankedBoard> {
  const page = (after: string | undefined) =>
    call<RankedBoard>('GET', `/boards/${board}`, {
      query: { ...query, after, limit: Math.min(most, mostAtOnce) },
      open: true,
      ...(signal && { signal }),
    })
  return readPages(page, (whole) => whole.items.length < most)
}
