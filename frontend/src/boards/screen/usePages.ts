import { useEffect, useState } from 'preact/hooks'
import { turn } from './paging'

const everyMs = 12_000

interface Pages {
  page: number
  paused: boolean
  setPaused: (paused: boolean) => void
  /** Goes some pages on, and counts the time of the new page from its beginning. */
  go: (by: number) => void
}

/** Turns page after page by itself. The space bar stops and starts that, arrows turn pages by hand. */
export function usePages(pages: number): Pages {
  const [at, setAt] = useState({ page: 0, turned: 0 })
  const [paused, setPaused] = useState(false)
  const page = Math.min(at.page, pages - 1)
  const go = (by: number) => setAt((was) => ({ page: turn(was.page, by, pages), turned: was.turned + 1 }))

  useEffect(() => {
    if (paused || pages === 1) return
    const timer = setTimeout(() => go(1), everyMs)
    return () => clearTimeout(timer)
  }, [at, paused, pages])

  useEffect(() => {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowDown: 1,
      PageDown: 1,
      ArrowLeft: -1,
      ArrowUp: -1,
      PageUp: -1,
    }
    const onKey = (event: KeyboardEvent) => {
      const by = steps[event.key]
      const onButton = event.target instanceof Element && event.target.closest('button, a') !== null
      if (event.ctrlKey || event.altKey || event.metaKey || (by === undefined && (event.key !== ' ' || onButton)))
        return
      event.preventDefault()
      if (by === undefined) setPaused((was) => !was)
      else go(by)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [pages])

  return { page, paused, setPaused, go }
}
