import { useEffect } from 'preact/hooks'

/** Keeps the screen lit while the page is shown. The browser takes the lock away whenever the page is hidden. */
export function useAwake(): void {
  useEffect(() => {
    const wake = (navigator as Partial<Navigator>).wakeLock
    if (!wake) return
    let held: WakeLockSentinel | null = null
    let over = false
    const hold = async () => {
      if (document.hidden || over) return
      const lock = await wake.request('screen').catch(() => null) // refused where power is low
      if (over) void lock?.release()
      else held = lock
    }
    void hold()
    document.addEventListener('visibilitychange', hold)
    return () => {
      over = true
      document.removeEventListener('visibilitychange', hold)
      void held?.release()
    }
  }, [])
}
