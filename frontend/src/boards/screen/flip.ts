import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

const takes = 700

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches

interface Stood {
  /** Of the list that was measured: another page or another size has nothing to do with it. */
  key: string
  at: Map<string, { x: number; y: number }>
}

/**
 * Lets the children of a list that carry a `data-id` glide to where they stand now from where they stood at the last drawing of the
 * same page in the same size. Who wants no motion sees none.
 */
export function useFlip(list: RefObject<HTMLElement | null>, page: string | number): void {
  // The browser takes the focus away from what is moved, and this is asked before anything moves.
  const focus = list.current?.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null
  const stood = useRef<Stood>({ key: '', at: new Map() })
  useLayoutEffect(() => {
    if (!list.current) return
    if (focus?.isConnected && document.activeElement === document.body) focus.focus({ preventScroll: true })
    const key = `${page} ${list.current.clientWidth} ${list.current.clientHeight}`
    const at: Stood['at'] = new Map()
    for (const row of list.current.querySelectorAll<HTMLElement>('[data-id]')) {
      const id = row.dataset.id as string
      const now = { x: row.offsetLeft, y: row.offsetTop } // without what a running animation adds
      at.set(id, now)
      const was = stood.current.key === key ? stood.current.at.get(id) : undefined
      if (!was || calm() || (was.x === now.x && was.y === now.y)) continue
      row.animate?.([{ transform: `translate(${was.x - now.x}px, ${was.y - now.y}px)` }, { transform: 'none' }], {
        duration: takes,
        easing: 'ease-in-out',
      })
    }
    stood.current = { key, at }
  })
}
