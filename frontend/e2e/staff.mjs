// The hands of staff: signing in with an authenticator app, and what an officer and a coordinator do for others.
import assert from 'node:assert/strict'
import { authenticator } from './authenticator.mjs'
import { base } from './browser.mjs'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/**
 * @typedef {object} Staff somebody with a password
 * @property {string} phone
 * @property {string} password
 * @property {() => Promise<string>} [totp] codes of the authenticator app
 * @property {string[]} [recovery] codes in its stead, each for once
 */

/** Types phone and password. @param {Page} page @param {Staff} staff */
async function givePassword(page, { phone, password }) {
  await page.goto(`${base}/login?staff=1`)
  await page.getByLabel('Số điện thoại').fill(phone)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
}

/**
 * The first sign-in, which leads to setting up an authenticator app.
 * @param {Page} page
 * @param {Staff} staff gets the app and the recovery codes
 * @param {(secret: string) => string} note what must never be in a log
 */
export async function enrolApp(page, staff, note) {
  await givePassword(page, staff)
  await page.getByRole('heading', { name: 'Gắn ứng dụng xác thực' }).waitFor()
  staff.totp = authenticator(note((await page.locator('.enrol-secret').innerText()).replace(/\s/g, '')))
  await page.getByLabel('Sáu số trong ứng dụng').fill(note(await staff.totp()))
  await page.getByRole('button', { name: 'Gắn ứng dụng' }).click()
  await page.getByRole('heading', { name: 'Cất các mã dự phòng' }).waitFor()
  staff.recovery = await page.getByRole('list', { name: 'Mã dự phòng' }).getByRole('listitem').allInnerTexts()
  assert(staff.recovery.length > 0, 'there are recovery codes')
  staff.recovery.forEach(note)
  await page.getByRole('button', { name: 'Tôi đã cất' }).click()
}

/**
 * A later sign-in. What the second step says to a code is for the caller to look at.
 * @param {Page} page
 * @param {Staff} staff
 * @param {string} code of the app, or a recovery code
 */
export async function giveSecondFactor(page, staff, code) {
  await givePassword(page, staff)
  await page.getByLabel('Mã 6 số, hoặc một mã dự phòng').fill(code)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
}

/**
 * Waits for what was asked for, and gives the password again where the server wants that.
 * @param {Page} page
 * @param {Staff} staff
 * @param {Locator} done
 */
export async function proved(page, staff, done) {
  const dialog = page.getByRole('dialog', { name: 'Nhập lại mật khẩu' })
  await done.or(dialog).first().waitFor()
  if (await dialog.isVisible()) {
    await dialog.getByLabel('Mật khẩu', { exact: true }).fill(staff.password)
    await dialog.getByRole('button', { name: 'Tiếp tục' }).click()
    const code = dialog.getByLabel('Mã 6 số trong ứng dụng xác thực')
    await done.or(code).first().waitFor()
    if (await code.isVisible()) {
      await code.fill((await staff.totp?.()) ?? '')
      await dialog.getByRole('button', { name: 'Tiếp tục' }).click()
    }
  }
  await done.waitFor()
}

/**
 * Appoints somebody new, and reads the password that is shown once.
 * @param {Page} page of the ward
 * @param {Staff} officer
 * @param {{ name: string, phone: string, village: string }} person
 */
export async function appoint(page, officer, { name, phone, village }) {
  await page.getByRole('link', { name: 'Tổ công nghệ số', exact: true }).click()
  await page.getByRole('button', { name: 'Giao việc cho một người' }).click()
  await page.getByLabel('Họ và tên').fill(name)
  await page.getByLabel('Số điện thoại').fill(phone)
  await page.getByLabel('Thôn, buôn, tổ dân phố').selectOption({ label: village })
  await page.getByRole('button', { name: 'Giao việc', exact: true }).click()
  await proved(page, officer, page.getByRole('heading', { name: `Mật khẩu của ${name}` }))
  const password = await page.locator('.secret-value').innerText()
  await page.getByRole('button', { name: 'Đã đưa mật khẩu' }).click()
  await page.getByRole('heading', { name: village }).waitFor()
  return password
}

/**
 * Makes a code for somebody on the list of a village's people, in two taps.
 * @param {Page} page with the list
 * @param {Staff} coordinator
 * @param {{ name: string, kind: 'Quên mã PIN' | 'Máy mới', press?: (button: Locator) => Promise<void> }} what
 */
export async function makeCode(page, coordinator, { name, kind, press = (button) => button.click() }) {
  await press(page.getByRole('button', { name: new RegExp(`^${name}`) }))
  await press(page.getByRole('button', { name: kind }))
  const shown = page.locator('.secret-value')
  await proved(page, coordinator, shown)
  return (await shown.locator('span').allInnerTexts()).join('-')
}
