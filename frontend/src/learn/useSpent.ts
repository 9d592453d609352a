import { useEffect, useRef } from 'preact/hooks'
import { afterSign, type Spent } from './spent'

const signs = ['pointerdown', 'keydown', 'input', 'scroll'] as const

/**
 * Measures how long somebody is in front of what is drawn, `before` included, and gives a function that tells it in ms. It is
 * told `keep` whenever the page may be about to go: when it is hidden or left.
 */
export function useSpent(before: number, keep?: (ms: number) => void): () => number {
  const spent = useRef<Spent>({ ms: before, until: null })
  const latest = useRef(keep)
  latest.current = keep
  const look = (visible: boolean) => {
    spent.current = afterSign(spent.current, performance.now(), visible)
    return spent.current.ms
  }
  const sign = () => look(document.visibilityState === 'visible')
  useEffect(() => {
    const gone = () => latest.current?.(look(false))
    const turned = () => (document.visibilityState === 'visible' ? sign() : gone())
    sign()
    for (const name of signs) addEventListener(name, sign, { capture: true, passive: true })
    document.addEventListener('visibilitychange', turned)
    addEventListener('pagehide', gone)
    return () => {
      for (const name of signs) removeEventListener(name, sign, { capture: true })
      document.removeEventListener('visibilitychange', turned)
      removeEventListener('pagehide', gone)
      gone()
    }
  }, [])
  return sign
}
