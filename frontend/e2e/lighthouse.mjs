// Lighthouse on the home page as a phone sees it. Times vary from run to run and are only printed; what is asserted does
// not: accessibility, best practices, SEO, and the bytes of the first visit.
import assert from 'node:assert/strict'
import lighthouse from 'lighthouse'
import { chromium } from 'playwright-core'
import { base, check, chromiumPath, finish, flags } from './browser.mjs'

const port = Number(process.env.LIGHTHOUSE_PORT ?? 9333)
/** Page, script and style, compressed: the first learner route's budget. */
const most = 20 * 1024

const names = ['performance', 'accessibility', 'best-practices', 'seo']

async function measure() {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...flags, `--remote-debugging-port=${port}`],
  })
  const result = await lighthouse(`${base}/`, { port, logLevel: 'error', onlyCategories: names })
  await browser.close()
  assert(result, 'lighthouse answered')
  return result.lhr
}

// Where Lighthouse could not measure at all, as on a machine that is busy elsewhere, a category has no score, which says
// nothing of the page.
let report = await measure()
for (let more = 2; more > 0 && names.some((name) => report.categories[name].score === null); more--) {
  console.log(`      could not measure: ${report.runtimeError?.message ?? 'a category has no score'}`)
  report = await measure()
}
const { categories, audits } = report

const score = (/** @type {string} */ name) => Math.round((categories[name].score ?? 0) * 100)
const text = (/** @type {string} */ name) => audits[name].displayValue ?? '?'
console.log(
  `      performance ${score('performance')}, LCP ${text('largest-contentful-paint')}, ` +
    `TBT ${text('total-blocking-time')}, CLS ${text('cumulative-layout-shift')}`,
)

for (const name of ['accessibility', 'best-practices', 'seo']) {
  await check(name, () => {
    const failed = categories[name].auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score === 0)
    assert.equal(score(name), 100, `${score(name)}: ${failed.map(({ id }) => audits[id].title).join('; ')}`)
    return '100'
  })
}

await check('bytes of page, script and style that the page names', async () => {
  const html = await (await fetch(`${base}/`)).text()
  const named = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => base + path)
  const sent = /** @type {any} */ (audits['network-requests'].details).items
  const bytes = [`${base}/`, ...named].map((url) => sent.find((one) => one.url === url)?.transferSize ?? Number.NaN)
  const sum = bytes.reduce((total, one) => total + one, 0)
  assert(sum <= most, `${sum} bytes are more than ${most}`)
  const all = sent.reduce((total, one) => total + one.transferSize, 0)
  return `${(sum / 1024).toFixed(1)} KB of ${most / 1024} KB; ${(all / 1024).toFixed(1)} KB with all that comes later`
})
finish()
