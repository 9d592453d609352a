// How long a coordinator's phone on a slow network waits for a village of a thousand people: nothing is asserted but that they
// come. Each page is opened by a phone that has only its session, and again by one that has the app.
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
 * @returns {Promise<number>} milliseconds until the first of the people stands there
 */
async function opened(context, { path, first }) {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', network)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower })
  const since = performance.now()
  await page.goto(base + path, { waitUntil: 'commit', timeout: patience })
  await page.locator(first).first().waitFor({ timeout: patience })
  const took = performance.now() - since
  // The worker takes its files along, and all answers are there, before anything else is measured.
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForLoadState('networkidle', { timeout: patience })
  await page.close()
  return took
}

for (const what of pages) {
  await check(`${what.name} of a thousand people`, async () => {
    const context = await browser.newContext({ ...phone, storageState: session })
    const cold = await opened(context, what)
    const warm = [await opened(context, what), await opened(context, what), await opened(context, what)]
    session = await context.storageState({ indexedDB: true })
    await context.close()
    const middle = warm.sort((a, b) => a - b)[1]
    return `${Math.round(cold)} ms-${what.name}-cold, ${Math.round(middle)} ms-${what.name}-warm`
  })
}

await browser.close()
finish()
