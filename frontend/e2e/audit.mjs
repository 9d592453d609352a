// What is wrong with the page that is open: rules of accessibility that it breaks, and anything wider than the screen.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The rules about colours, which are all that another colour scheme may break. */
export const colourRules = ['color-contrast', 'link-in-text-block']

/**
 * The Content-Security-Policy lets no script in by a tag, so axe comes in through the debugger.
 * @param {import('playwright-core').Page} page
 * @param {string[]} only the names of rules, or of sets of them
 * @returns {Promise<string[]>}
 */
export async function accessibilityFaults(page, only = rules) {
  await page.evaluate(axe)
  return page.evaluate(async (tags) => {
    // @ts-expect-error axe is not declared for the page
    const { violations } = await window.axe.run(document, { runOnly: tags })
    return violations.map((one) => `${one.id} at ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)
  }, only)
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

/**
 * What is wrong with how the focus shows: nothing if it is on nothing, or on something on the screen that it draws a line around
 * which stands out from what is behind it.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export function focusFaults(page) {
  return page.evaluate(() => {
    const focus = document.activeElement
    // Within a field for dates the browser marks its own parts, which no page can look at.
    if (!focus || focus === document.body || !focus.matches(':focus')) return []
    // A page that opens takes the focus to its heading, maybe just after Tab was pressed; Tab itself never comes there.
    if (focus.tagName === 'H1' && focus.getAttribute('tabindex') === '-1') return []
    const name = `${focus.tagName.toLowerCase()}.${focus.getAttribute('class') ?? ''} “${(focus.textContent ?? '').trim().slice(0, 30)}”`
    /** @param {string} colour */
    const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number)
    /** @param {string} colour */
    const light = (colour) => {
      const [r = 0, g = 0, b = 0] = parts(colour).map((v) =>
        v / 255 <= 0.03928 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    /** @param {Element | null} one @returns {string} */
    const behind = (one) => {
      if (!one) return 'rgb(255, 255, 255)'
      const colour = getComputedStyle(one).backgroundColor
      return parts(colour)[3] === 0 ? behind(one.parentElement) : colour
    }
    // What is drawn as a card or a button may hold an input that nobody sees.
    /** @type {Element[]} */
    const drawn = []
    for (let one = /** @type {Element | null} */ (focus); one && drawn.length < 4; one = one.parentElement)
      drawn.push(one)
    const ring = drawn.find((one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      const { width, height } = one.getBoundingClientRect()
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && width > 8 && height > 8
    })
    if (!ring) return [`no line around ${name}`]
    const { top, bottom, left, right } = ring.getBoundingClientRect()
    if (bottom <= 0 || right <= 0 || top >= innerHeight || left >= innerWidth) return [`${name} is off the screen`]
    const [a, b] = [light(getComputedStyle(ring).outlineColor), light(behind(ring.parentElement))]
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    return contrast < 3 ? [`the line around ${name} has a contrast of ${contrast.toFixed(1)}`] : []
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
