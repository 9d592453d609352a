// Phones and computers that note whatever no log may hold: tokens, cookies, and what a script notes by itself.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { launch, phone } from './browser.mjs'

/** @type {Set<string>} */
const secrets = new Set()

/** Notes a secret and gives it back. @param {string} text */
export const note = (text) => {
  secrets.add(text)
  return text
}

export const browser = await launch()

/** What is still being read of answers. @type {Promise<void>[]} */
const reading = []

/**
 * A page on a device of its own, a phone unless said otherwise.
 * @param {import('playwright-core').BrowserContextOptions} [more]
 */
export async function device(more = {}) {
  const context = await browser.newContext({ ...phone, ...more })
  context.setDefaultTimeout(30_000)
  context.on('response', (response) => {
    if (!/\/api\/v1\/(auth|me)\//.test(response.url()) || response.request().method() === 'GET') return
    const token = response.json().then(
      (answer) => {
        if (answer.access_token) note(answer.access_token)
      },
      () => undefined, // an answer without a body
    )
    reading.push(token)
  })
  return context.newPage()
}

/** File that one script writes for the next, and for the test that looks for the secrets. */
export const stateFile = process.env.HOCSO_STATE ?? ''
assert(stateFile, 'HOCSO_STATE names a file')

/** @param {object} state */
export async function save(state) {
  await Promise.all(reading)
  for (const context of browser.contexts()) for (const { value } of await context.cookies()) note(value)
  writeFileSync(stateFile, JSON.stringify({ ...state, secrets: [...secrets] }))
}
