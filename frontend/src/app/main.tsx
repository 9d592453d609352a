import { render } from 'preact'
import { languageReady } from '../i18n/messages'
import { App, pageOf } from './App'
import { answering } from './running'
import { wasSignedIn } from './session'
import '../styles/tokens.css'
import '../styles/base.css'

const root = document.getElementById('root') as HTMLElement

async function start(): Promise<void> {
  const known = wasSignedIn()
  // The static shell is the home page of a stranger; for anybody else and elsewhere its text would only flash by.
  if (known || location.pathname !== '/') document.getElementById('main')?.replaceChildren()
  await Promise.all([
    languageReady(),
    pageOf(location.pathname)?.preload?.(),
    known && import('./late').then((late) => late.restoreSession()).catch(() => undefined),
  ])
  render(<App />, root)
  const { startLate } = await import('./late')
  await startLate()
}

// After an update the files of the old version are gone from the server: load the new one, but never in a circle.
addEventListener('vite:preloadError', (event) => {
  const key = 'hocso.reloaded'
  const last = Number(sessionStorage.getItem(key) ?? 0)
  if (answering.get() || !navigator.onLine || Date.now() - last < 60_000) return
  event.preventDefault()
  sessionStorage.setItem(key, String(Date.now()))
  location.reload()
})

void start()
