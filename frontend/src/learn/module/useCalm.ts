import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

const moment = 400

/**
 * A trembling finger often taps twice. What `at` has just put under it does not take the second tap; keys are not held
 * back, since they do not slip onto something else.
 */
export function useCalm(ref: RefObject<HTMLElement | null>, at: unknown): void {
  useLayoutEffect(() => {
    const style = ref.current?.style
    if (!style) return
    style.pointerEvents = 'none'
    const timer = setTimeout(() => {
      style.pointerEvents = ''
    }, moment)
    return () => clearTimeout(timer)
  }, [ref, at])
}
