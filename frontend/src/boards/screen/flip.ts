import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

const takes = 700

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/**
 * Lets the children of a list that carry a `data-id` glide to where they stand now from where they stood at the last drawing with the
 * same `key`. With another key everything is new, and nothing moves. Who wants no motion sees none.
 */
export function useFlip(list: RefObject<HTMLElement | null>, key: unknown): void {
  const stood = useRef<{ key: unknown; at: Map<string, DOMRect> }>({ key: undefined, at: new Map() })
  useLayoutEffect(() => {
    const at = new Map<string, DOMRect>()
    for (const row of list.current?.querySelectorAll<HTMLElement>('[data-id]') ?? []) {
      const id = row.dataset.id as string
      const now = place(row)
      at.set(id, now)
      const was = stood.current.key === key ? stood.current.at.get(id) : undefined
      if (!was || calm() || (was.left === now.left && was.top === now.top)) continue
      row.animate?.(
        [{ transform: `translate(${was.left - now.left}px, ${was.top - now.top}px)` }, { transform: 'none' }],
        { duration: takes, easing: 'ease-in-out' },
      )
    }
    stood.current = { key, at }
  })
}

/** Where a row stands in its list, without what a running animation adds. */
function place(row: HTMLElement): DOMRect {
  return new DOMRect(row.offsetLeft, row.offsetTop, row.offsetWidth, row.offsetHeight)
}
