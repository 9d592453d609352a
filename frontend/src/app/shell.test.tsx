import { readFileSync, writeFileSync } from 'node:fs'
import { render } from 'preact'
import { expect, test } from 'vitest'
import { App } from './App'

const open = '<div id="root">'
const close = '</div>\n  </body>'
const file = 'index.html'

test('the static text in index.html is what the app draws for somebody who is signed out', async () => {
  const html = readFileSync(file, 'utf8')
  const start = html.indexOf(open) + open.length
  const end = html.indexOf(close)
  const root = document.createElement('div')
  history.replaceState(null, '', '/')
  render(<App />, root)
  const drawn = root.innerHTML
  if (process.env.WRITE_SHELL) writeFileSync(file, html.slice(0, start) + drawn + html.slice(end))
  else expect(html.slice(start, end)).toBe(drawn)
})
