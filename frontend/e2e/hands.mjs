// Three ways of using a page: with a mouse, with a finger, and with a keyboard alone.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/**
 * @typedef {object} Hand
 * @property {(page: Page, button: Locator) => Promise<void>} press a button
 * @property {(page: Page, input: Locator) => Promise<void>} pick a radio button or a box to tick
 */

/** @type {Hand} */
export const mouse = {
  press: (_, button) => button.click(),
  pick: (_, input) => label(input).click(),
}

/** @type {Hand} */
export const finger = {
  press: (_, button) => button.tap(),
  pick: (_, input) => label(input).tap(),
}

/**
 * @param {(page: Page) => Promise<void>} [look] at whatever the focus comes to
 * @returns {Hand}
 */
export const keyboardOf = (look) => ({
  async press(page, button) {
    await reach(page, button, look)
    await page.keyboard.press('Enter')
  },
  async pick(page, input) {
    if ((await input.getAttribute('type')) === 'checkbox') {
      await reach(page, input, look)
      await page.keyboard.press('Space')
      return
    }
    const group = page.locator(`input[name="${await input.getAttribute('name')}"]`)
    await reach(page, group, look)
    // Tab stops once in a group; within it the arrows go.
    await page.keyboard.press('Space')
    for (let tries = await group.count(); tries > 0 && !(await input.isChecked()); tries--) {
      await page.keyboard.press('ArrowDown')
    }
    if (!(await input.isChecked())) throw new Error('the arrow keys do not reach the option')
  },
})

export const keyboard = keyboardOf()

/** The whole card is the target. @param {Locator} input */
const label = (input) => input.locator('xpath=ancestor::label')

const mostStops = 200

/**
 * Presses Tab until the focus is on one of these.
 * @param {Page} page
 * @param {Locator} wanted
 * @param {(page: Page) => Promise<void>} [look] at whatever the focus comes to
 */
export async function reach(page, wanted, look) {
  await wanted.first().waitFor({ state: 'attached' })
  for (let stops = 0; stops < mostStops; stops++) {
    if (await wanted.evaluateAll((all) => all.includes(/** @type {any} */ (document.activeElement)))) return
    await page.keyboard.press('Tab')
    await look?.(page)
  }
  throw new Error(`Tab does not reach ${wanted}`)
}
