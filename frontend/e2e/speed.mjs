// How long a coordinator's phone on a slow network waits for a village of a thousand people: nothing is asserted but that they
// come. Each page is opened by a phone that has only its session, by one that has the app, and by one that has kept the people, too.
import { base, check, demo, finish, launch, login, phone, signIn } from './browser.mjs'

/** What Lighthouse calls slow 4G, and a processor of a quarter of this machine's speed. */
const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
const slower = 4
const patience = 60_000

const { person } = await login(demo.coordinator)
const village = `/village/${person.appointments[0].village}`
const pages = [
  { name: 'village', path: village, first: '.resident' },
  { name: 'people', path: `${village}/people`, first: '.person-open' },
]

const browser = await launch()
const home = await browser.newContext(phone)
await signIn(await home.newPage(), demo.coordinator)
let session = await home.storageState({ indexedDB: true })
await home.close()

/**
 * Opens a page on a slow network.
 * @param {import('playwright-core').BrowserContext} context
 * @param {typeof pages[number]} what
 * @returns {Promise<number>} milliseconds from the beginning of the navigation until the first of the people were drawn, by the page's own clock
 */
async function opened(context, { path, first }) {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', network)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower })
  await page.addInitScript((selector) => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector(selector)) return
      watch.disconnect()
      // The frame with them is drawn before a task that is asked for in it.
      requestAnimationFrame(() =>
        setTimeout(() => document.documentElement.setAttribute('data-drawn', `${performance.now()}`)),
      )
    })
    watch.observe(document, { childList: true, subtree: true })
  }, first)
  await page.goto(base + path, { waitUntil: 'commit', timeout: patience })
  const drawn = await page.locator('html[data-drawn]').getAttribute('data-drawn', { timeout: patience })
  // The worker takes its files along, and all answers are there, before anything else is measured.
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForLoadState('networkidle', { timeout: patience })
  await page.close()
  return Number(drawn)
}

/** Takes the people off the phone. @param {import('playwright-core').BrowserContext} context */
async function forget(context) {
  const page = await context.newPage()
  await page.goto(`${base}/manifest.webmanifest`)
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('hocso')
        opening.onerror = reject
        opening.onsuccess = () => {
          const emptied = opening.result.transaction('rosters', 'readwrite').objectStore('rosters').clear()
          emptied.onerror = reject
          emptied.onsuccess = resolve
        }
      }),
  )
  await page.close()
}

/** @param {number[]} times */
const median = (times) => Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN)

for (const what of pages) {
  await check(`${what.name} of a thousand people`, async () => {
    const context = await browser.newContext({ ...phone, storageState: session })
    const cold = await opened(context, what)
    const app = []
    const kept = []
    for (let round = 0; round < 3; round++) {
      await forget(context)
      app.push(await opened(context, what))
      kept.push(await opened(context, what))
    }
    session = await context.storageState({ indexedDB: true })
    await context.close()
    return `${Math.round(cold)} ms-${what.name}-cold, ${median(app)} ms-${what.name}-app, ${median(kept)} ms-${what.name}-kept`
  })
}

await browser.close()
finish()
