import { useEffect, useRef } from 'preact/hooks'
import { address } from '../api/client'

const pollEvery = 20_000
const leastGap = 1_000

/**
 * Calls `changed` whenever the board may have changed, for as long as the page is looked at. The server's stream says
 * when, in the view that is shown or of a measure; while it cannot be had the page asks every 20 seconds. Many changes in one second count as one.
 */
export function watchBoard(board: string, view: string | object, changed: () => void): () => void {
  const url = address(`/boards/${board}/stream`, typeof view === 'string' ? { measure: view } : view)
  let source: EventSource | null = null
  let last = Number.NEGATIVE_INFINITY
  let waiting: ReturnType<typeof setTimeout> | undefined

  const notice = () => {
    if (waiting !== undefined) return
    waiting = setTimeout(
      () => {
        waiting = undefined
        last = Date.now()
        changed()
      },
      Math.max(0, last + leastGap - Date.now()),
    )
  }
  const open = () => {
    source = new EventSource(url)
    source.addEventListener('board', notice)
    // What happened before the stream stood, or while it was broken, was not told.
    source.addEventListener('open', notice)
  }
  const close = () => {
    source?.close()
    source = null
  }
  const look = () => {
    if (document.hidden) return close()
    if (!source) open()
    notice()
  }
  const poll = setInterval(() => {
    if (document.hidden || source?.readyState === EventSource.OPEN) return
    notice()
    // A browser gives up for good on an answer such as 503.
    if (source?.readyState === EventSource.CLOSED) {
      close()
      open()
    }
  }, pollEvery)

  if (!document.hidden) open()
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    clearInterval(poll)
    clearTimeout(waiting)
    close()
  }
}

/** Watches a board while the component is shown; null watches nothing. */
export function useLive(board: string | null, view: string | object, changed: () => void): void {
  const latest = useRef(changed)
  latest.current = changed
  useEffect(
    () => (board === null ? undefined : watchBoard(board, view, () => latest.current())),
    [board, JSON.stringify(view)],
  )
}
