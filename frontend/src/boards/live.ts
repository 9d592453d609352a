import { useCallback, useEffect, useRef } from 'preact/hooks'
import { address } from '../api/client'
import { type Loaded, useLoad } from '../app/useLoad'

const pollEvery = 20_000
const leastGap = 1_000

/** The server says something every 15 seconds. A connection that is silent for longer may be dead, which a browser notices late or never. */
const silence = 40_000

/**
 * Calls `changed` whenever the board may have changed, for as long as the page is looked at. The server's stream says
 * when, in the view that is shown or of a measure; while it cannot be had the page asks every 20 seconds. Many changes in one second count as one.
 */
export function watchBoard(board: string, view: string | object, changed: () => void): () => void {
  const url = address(`/boards/${board}/stream`, typeof view === 'string' ? { measure: view } : view)
  let source: EventSource | null = null
  let heard = 0
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
    let again = false
    const hear = () => {
      heard = Date.now()
    }
    hear()
    source = new EventSource(url)
    source.addEventListener('beat', hear)
    source.addEventListener('board', () => {
      hear()
      notice()
    })
    source.addEventListener('open', () => {
      hear()
      // A new stream begins by telling of the board. After a break it tells only of another one, and the reading may have failed meanwhile.
      if (again) notice()
      again = true
    })
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
    if (document.hidden) return
    const silent = Date.now() - heard > silence
    if (source?.readyState === EventSource.OPEN && !silent) return
    notice()
    // A browser gives up for good on an answer such as 503.
    if (source?.readyState === EventSource.CLOSED || silent) {
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

/** Longer than any reading takes: one that is under way for so long hangs. */
const hangs = 120_000

/**
 * Reads anew whenever the board changes, while the component is shown; null watches nothing. A reading under way is not broken off for
 * that, since on a slow phone none would ever end: at its end the board is read once more. Returns what does the same for other reasons.
 */
export function useLive(
  board: string | null,
  view: string | object,
  { loading, reload }: Pick<Loaded<unknown>, 'loading' | 'reload'>,
): () => void {
  const reading = useRef({ loading, reload, since: Date.now(), again: false }).current
  reading.loading = loading
  reading.reload = reload
  const refresh = useCallback(() => {
    if (reading.loading && Date.now() - reading.since < hangs) {
      reading.again = true
      return
    }
    reading.since = Date.now()
    reading.reload()
  }, [])
  useEffect(() => {
    if (loading) reading.since = Date.now()
    else if (reading.again) {
      reading.again = false
      reload()
    }
  }, [loading])
  useEffect(() => (board === null ? undefined : watchBoard(board, view, refresh)), [board, JSON.stringify(view)])
  return refresh
}

interface Current<T> extends Loaded<T> {
  /** Reads anew, but breaks off no reading. */
  refresh: () => void
}

/**
 * What is loaded once and then stays current. An error stands until the next answer, so that attempts nobody asked for do not make the
 * page come and go; `reload`, which somebody asks for, clears it.
 */
export function useCurrent<T>(
  board: string,
  view: string | object,
  load: (signal: AbortSignal) => Promise<T>,
): Current<T> {
  const loaded = useLoad(load, [])
  const refresh = useLive(board, view, loaded)
  const error = useRef<unknown>(undefined)
  if (!loaded.loading) error.current = loaded.error
  const reload = () => {
    error.current = undefined
    loaded.reload()
  }
  return { ...loaded, error: error.current, reload, refresh }
}
