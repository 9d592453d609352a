// The hands of residents on a phone that several share.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { base } from './browser.mjs'
import { answerRight, openModule, readSteps } from './lesson.mjs'
import { settled } from './pagelist.mjs'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

const consents = ['Lập tài khoản học', 'Cho tổ công nghệ số của thôn xem', 'Tính vào số liệu chung']

/** @param {Page} page @param {string} digits */
export async function enterPin(page, digits) {
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click()
}

/** Waits for one's own home page. @param {Page} page @param {string} name */
export async function greeted(page, name) {
  await page.waitForURL(`${base}/`)
  await page.getByRole('heading', { name: `Chào ${name}` }).waitFor()
  await settled(page)
}

/**
 * From "register here" to the consents, all of which are given.
 * @param {Page} page
 * @param {{ name: string, phone: string, pin: string }} person
 * @param {string} [taken] a PIN to try first, which somebody with this number has
 */
export async function register(page, { name, phone, pin }, taken) {
  const finish = page.getByRole('button', { name: 'Đăng ký', exact: true })
  await page.getByRole('button', { name: 'Đăng ký ở đây' }).click()
  await page.getByLabel('Họ và tên').fill(name)
  await page.getByLabel(/^Số điện thoại/).fill(phone)
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await choosePin(page, taken ?? pin)
  await page.getByRole('heading', { name: 'Đồng ý những gì?' }).waitFor()
  for (const consent of consents) await page.getByRole('switch', { name: consent }).click()
  await finish.click()
  if (taken) {
    await page.getByText('Mã này có người dùng chung số điện thoại chọn rồi. Chọn sáu số khác.').waitFor()
    await choosePin(page, pin)
    // What was agreed to need not be said again.
    await page.getByRole('heading', { name: 'Đồng ý những gì?' }).waitFor()
    assert.equal(await page.getByRole('switch', { checked: true }).count(), consents.length)
    await finish.click()
  }
  await greeted(page, name)
}

/** @param {Page} page @param {string} pin */
export async function choosePin(page, pin) {
  for (const heading of ['Chọn mã PIN', 'Nhập lại mã PIN']) {
    await page.getByRole('heading', { name: heading, exact: true }).waitFor()
    await enterPin(page, pin)
  }
}

/** Types number and PIN, without waiting for what is said to that. @param {Page} page @param {{ phone: string, pin: string }} who */
export async function givePin(page, { phone, pin }) {
  await page.goto(`${base}/login`)
  await page.getByLabel('Số điện thoại').fill(phone)
  await page.getByLabel('Mã PIN').fill(pin)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
}

/**
 * From whatever page to another person's PIN pad.
 * @param {Page} page
 * @param {string} name
 * @param {(button: Locator) => Promise<void>} [press]
 */
export async function pick(page, name, press = (button) => button.click()) {
  await press(page.getByRole('link', { name: /^Ai đang học\?/ }))
  await press(page.getByRole('button', { name: new RegExp(`^${name}`) }))
}

/** Names on this phone. @param {Page} page */
export async function namesHere(page) {
  await page.goto(`${base}/who`)
  await settled(page)
  return page.locator('.who-name').allTextContents()
}

/** Takes the module that comes next, from the home page to its result. @param {Page} page */
export async function learn(page) {
  await page.getByRole('link', { name: 'Học bài này' }).click()
  const module = await openModule(page)
  await readSteps(page, module)
  await answerRight(page, module)
  await page.getByText('Làm tốt lắm! Bài này đã xong.').waitFor()
  return module.id
}

/** What a person takes along of their data. @param {Page} page */
export async function exported(page) {
  await page.goto(`${base}/me/data`)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tải bản cho máy đọc (JSON)' }).click(),
  ])
  return JSON.parse(readFileSync(await file.path(), 'utf8'))
}
