import { useState } from 'preact/hooks'
import { call } from '../api/client'
import { useCurrent } from './live'
import { readPages } from './parts/pages'
import { boardQuery, type ShownBoard, type View } from './parts/view'

/** The first `pages` pages of a board as one. They are read anew each time, since any of them may have changed. */
async function read(board: string, view: View, pages: number, signal: AbortSignal) {
  const list = view.list === 'apart' ? view.list : undefined
  const page = (after: string | undefined) =>
    call<ShownBoard>('GET', `/boards/${board}`, {
      query: { ...boardQuery(view), list, ...(after ? { after } : { around: view.around }) },
      open: true,
      signal,
    })
  return { board: await readPages(page, (_, read) => read < pages), pages }
}

/** A board that stays current. What is shown stays while it is read again. */
export function useBoard(board: string, view: View) {
  const [wanted, setWanted] = useState(1)
  const current = useCurrent(board, boardQuery(view), (signal) => read(board, view, wanted, signal))
  const { data, loading, reload } = current
  const more = () => {
    setWanted((data?.pages ?? 0) + 1)
    reload()
  }
  // News are read again and again; only what the reader has asked for keeps the button busy.
  return { ...current, data: data?.board, more, moreComes: loading && data?.pages !== wanted }
}
