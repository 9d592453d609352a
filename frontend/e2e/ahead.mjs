// What the server names ahead of a page is what the page fetches without that too, and then comes once.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { base, check, demo, finish, launch, login, phone, signIn } from './browser.mjs'

/** @type {Record<string, string[]>} */
const ahead = JSON.parse(readFileSync(new URL('../dist/ahead.json', import.meta.url), 'utf8'))
const { person } = await login(demo.coordinator)
const browser = await launch()

/** @type {[RegExp, keyof typeof demo | undefined][]} */
const readers = [
  [/^\/village\//, 'coordinator'],
  [/^\/ward\//, 'officer'],
  [/^\/province/, 'manager'],
  [/./, undefined],
]
/** @type {Map<string | undefined, Awaited<ReturnType<import('playwright-core').BrowserContext['storageState']>>>} */
const sessions = new Map()

/** A phone without the app. @param {keyof typeof demo | undefined} who */
async function stranger(who) {
  if (who && !sessions.has(who)) {
    const context = await browser.newContext(phone)
    await signIn(await context.newPage(), demo[who])
    sessions.set(who, await context.storageState({ indexedDB: true }))
    await context.close()
  }
  const storageState = sessions.get(who)
  const context = await browser.newContext({ ...phone, storageState, serviceWorkers: 'block' })
  return { context, page: await context.newPage() }
}

/**
 * The files that a page asks for, and how many times.
 * @param {keyof typeof demo | undefined} who
 * @param {string} address
 * @param {boolean} named whether the server may say them
 */
async function asked(who, address, named) {
  const { context, page } = await stranger(who)
  /** @type {Map<string, number>} */
  const files = new Map()
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    files.set(pathname, (files.get(pathname) ?? 0) + 1)
  })
  if (!named)
    await page.route(base + address, async (route) => {
      const response = await route.fetch()
      const { link, ...headers } = response.headers()
      return route.fulfill({ response, headers })
    })
  const link = (await page.goto(base + address))?.headers().link
  await page.waitForLoadState('networkidle')
  // Who is signed in is known now: each session's ticket is good for one phone after the other.
  if (who) sessions.set(who, await context.storageState({ indexedDB: true }))
  await context.close()
  return { files, link }
}

for (const [pattern, files] of Object.entries(ahead)) {
  await check(pattern, async () => {
    const address = pattern
      .replace(':code', person.ward.code)
      .replace(':id', pattern.startsWith('/c/') ? '0'.repeat(32) : person.appointments[0].village)
    const who = readers.find(([path]) => path.test(address))?.[1]
    const alone = await asked(who, address, false)
    assert.equal(alone.link, undefined)
    assert.deepEqual(
      files.filter((file) => !alone.files.has(file)),
      [],
      'files that the page has no use for',
    )
    const helped = await asked(who, address, true)
    assert.equal(helped.link, files.map((file) => `<${file}>; rel=modulepreload`).join(', '))
    assert.deepEqual(
      files.filter((file) => helped.files.get(file) !== 1),
      [],
      'files that came twice',
    )
  })
}

await browser.close()
finish()
