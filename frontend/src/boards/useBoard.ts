import { useState } from 'preact/hooks'
import { call } from '../api/client'
import { useLoad } from '../app/useLoad'
import { useLive } from './live'
import { boardQuery, type ShownBoard, type View } from './parts/view'

/** The first `pages` pages of a board as one. They are read anew each time, since any of them may have changed. */
async function read(board: string, view: View, pages: number, signal: AbortSignal): Promise<ShownBoard> {
  const list = view.list === 'apart' ? view.list : undefined
  const page = (more: object) =>
    call<ShownBoard>('GET', `/boards/${board}`, { query: { ...boardQuery(view), list, ...more }, open: true, signal })
  let whole = await page({ around: view.around })
  for (let n = 1; n < pages && whole.next !== null; n++) {
    const following = await page({ after: whole.next })
    whole = { ...following, items: [...whole.items, ...following.items] }
  }
  return whole
}

/** A board that stays current. What is shown stays while it is read again. */
export function useBoard(board: string, view: View) {
  const [pages, setPages] = useState(1)
  const loaded = useLoad((signal) => read(board, view, pages, signal), [])
  useLive(board, boardQuery(view), loaded.reload)
  const more = () => {
    setPages(pages + 1)
    loaded.reload()
  }
  return { ...loaded, more }
}
