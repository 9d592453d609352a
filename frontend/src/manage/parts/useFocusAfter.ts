import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** A ref for what takes the focus whenever `state` has changed, because what was pressed for it has gone away. */
export function useFocusAfter<T extends HTMLElement>(state: unknown): RefObject<T | null> {
  const target = useRef<T>(null)
  const before = useRef(state)
  useEffect(() => {
    if (before.current === state) return
    before.current = state
    target.current?.focus()
  }, [state])
  return target
}
