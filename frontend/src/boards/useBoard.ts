import { useState } from 'preact/hooks'
import { call } from '../api/client'
import type { Board, Measure } from '../api/schema'
import { useLoad } from '../app/useLoad'
import { useLive } from './live'

interface Query {
  measure: Measure
  /** A place's id: the rows around it. */
  around: string | undefined
}

/** The first `pages` pages of a board as one. They are read anew each time, since any of them may have changed. */
async function read(board: string, query: Query, pages: number, signal: AbortSignal): Promise<Board> {
  const page = (more: object) => call<Board>('GET', `/boards/${board}`, { query: more, open: true, signal })
  let whole = await page(query)
  for (let n = 1; n < pages && whole.next !== null; n++) {
    const following = await page({ measure: query.measure, after: whole.next })
    whole = { ...following, items: [...whole.items, ...following.items] }
  }
  return whole
}

/** A board that stays current. What is shown stays while it is read again. */
export function useBoard(board: string, query: Query) {
  const [pages, setPages] = useState(1)
  const loaded = useLoad((signal) => read(board, query, pages, signal), [])
  useLive(board, query.measure, loaded.reload)
  const more = () => {
    setPages(pages + 1)
    loaded.reload()
  }
  return { ...loaded, more }
}
