import { createStore } from './store'

/** What the browser believes. It may be wrong about `true`, so requests must still expect to fail. */
export const online = createStore(navigator.onLine)

addEventListener('online', () => online.set(true))
addEventListener('offline', () => online.set(false))
