import { useEffect, useState } from 'preact/hooks'
import { fragment } from './codes'

/**
 * What the address carried behind its #, and again when another code is opened in the same window. With `secret` it is
 * taken out of the address, so that neither history nor a shared link holds it.
 */
export function useFragment(secret: boolean): string {
  const [text, setText] = useState(() => fragment(location.hash))
  useEffect(() => {
    const take = () => {
      const now = fragment(location.hash)
      if (now) setText(now)
      if (now && secret) history.replaceState(history.state, '', location.pathname + location.search)
    }
    take()
    addEventListener('hashchange', take)
    return () => removeEventListener('hashchange', take)
  }, [secret])
  return text
}
