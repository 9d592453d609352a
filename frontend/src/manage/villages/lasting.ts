import { ApiError } from '../../api/error'

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 3000))

/** How often it is asked again: with the waiting of each call, longer than the server works on anything. */
const most = 15

/**
 * Waits for work that takes the server longer than a call does. Asking for the same again changes nothing twice; while the first
 * call is still worked on, the server says that something else goes on.
 */
export async function lasting<T>(ask: () => Promise<T>, wait: () => Promise<void> = pause): Promise<T> {
  let late = false
  for (let left = most; ; left--) {
    try {
      return await ask()
    } catch (error) {
      const code = error instanceof ApiError ? error.code : ''
      if (left === 0 || !(code === 'timeout' || (late && code === 'changed_meanwhile'))) throw error
      late = true
      await wait()
    }
  }
}
