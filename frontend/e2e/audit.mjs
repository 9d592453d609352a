// What is wrong with the page that is open: rules of accessibility that it breaks, and anything wider than the screen.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * The Content-Security-Policy lets no script in by a tag, so axe comes in through the debugger.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export async function accessibilityFaults(page) {
  await page.evaluate(axe)
  return page.evaluate(async (tags) => {
    // @ts-expect-error axe is not declared for the page
    const { violations } = await window.axe.run(document, { runOnly: tags })
    return violations.map((one) => `${one.id} at ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)
  }, rules)
}

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export function overflow(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.querySelectorAll('main *, header *')].filter(
      (one) => one.getBoundingClientRect().right > clientWidth + 1 && !one.closest('.hidden'),
    )
    const names = wide.slice(0, 4).map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`)
    return [`${scrollWidth} px wide on a screen of ${clientWidth}: ${names.join(', ')}`]
  })
}

/** What the browser logs although it is no fault: how the sign-in page learns that nobody is signed in, and an address of nothing. */
const expected = /\/auth\/refresh$|campaign=khong-co$|\/certificates\/0{32}$/

/**
 * Collects what a page complains about.
 * @param {import('playwright-core').Page} page
 */
export function complaints(page) {
  /** @type {string[]} */
  const heard = []
  page.on('pageerror', (error) => heard.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() !== 'error' || expected.test(message.location().url)) return
    heard.push(`console: ${message.text()} ${message.location().url}`)
  })
  return { taken: () => heard.splice(0) }
}
