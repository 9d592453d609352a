import { useEffect } from 'preact/hooks'
import { waitingWorker } from '../../app/running'
import { atNight } from './paging'

const every = 10 * 60_000

/**
 * A screen that hangs for weeks gets a new version of the app at night, when nobody looks. Nobody could agree to it there. The
 * page is loaded again once the new worker has taken over.
 */
export function useRenewal(): void {
  useEffect(() => {
    const look = setInterval(() => {
      if (!atNight(Date.now())) return
      const waiting = waitingWorker.get()
      if (waiting) waiting.postMessage('update')
      else void navigator.serviceWorker?.getRegistration().then((worker) => worker?.update().catch(() => undefined))
    }, every)
    return () => clearInterval(look)
  }, [])
}
