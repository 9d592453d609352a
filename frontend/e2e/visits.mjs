// Visits of a village's team by two phones: one notes an outcome without a network, takes it back, notes another one and sends it; from
// the list that stands open on the other phone whoever was visited goes by itself.
import assert from 'node:assert/strict'
import { accessibilityFaults, overflow } from './audit.mjs'
import { api, base, check, demo, finish, launch, login, phone, signIn, stored } from './browser.mjs'
import { settled } from './pagelist.mjs'

/** @typedef {import('playwright-core').Page} Page */

const name = "H'Lan Niê"
const { token, person: helper } = await login(demo.coordinator)
const village = helper.appointments[0].village
const address = `${base}/village/${village}/visits`

const enrolled = await fetch(`${base}/api/v1/villages/${village}/residents`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
  body: JSON.stringify({ name, consent: { account: true, village_list: true, statistics: true, certificate: false } }),
})
assert.equal(enrolled.status, 201)
const { id } = await enrolled.json()

const toVisit = async () =>
  (await api(`/villages/${village}/visits`, token)).items.some((/** @type {any} */ one) => one.person === id)

const browser = await launch()

/** A phone that can go on without a network. @param {{ phone: string, password: string }} who */
async function phoneOf(who) {
  const context = await browser.newContext({ ...phone, reducedMotion: 'reduce' })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  await page.clock.install()
  await signIn(page, who)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.goto(address)
  await row(page).waitFor()
  return page
}

/** Whom to visit, as the list has them before a visit. @param {Page} page */
const row = (page) => page.locator('.visit').filter({ hasText: name })

const page = await phoneOf(demo.coordinator)
const other = await phoneOf(demo.officer)

/** @param {string} outcome */
async function note(outcome) {
  await page.getByRole('button', { name: `Ghé rồi, ghi lại ${name}` }).click()
  await page.getByRole('button', { name: outcome, exact: true }).click()
  await page.getByText(`${name}: ${outcome}`).waitFor()
}

await check('both phones say whom to visit and why', async () => {
  for (const one of [page, other]) await row(one).getByText(`${name} chưa bắt đầu`).waitFor()
  await settled(page)
  assert.deepEqual([...(await accessibilityFaults(page)), ...(await overflow(page))], [])
})

/** @type {string} */
let first
await check('the village’s own page lists its people', async () => {
  await page.goto(`${base}/village/${village}`)
  first = await page.locator('.resident h3').first().innerText()
  // Keeping them takes a moment longer than showing them.
  for (const end = Date.now() + 60_000; !(await stored(page, 'rosters')).some(({ progress }) => progress); )
    assert(Date.now() < end, 'the phone keeps them')
  await page.goto(address)
  await row(page).waitFor()
})

await check('without a network an outcome is noted, with how long they are left alone', async () => {
  await page.context().setOffline(true)
  await note('Không có nhà')
  await page.getByText('Ba ngày nữa mới nhắc lại.').waitFor()
})

await check('an outcome in error is taken back, and another one noted', async () => {
  await page.getByRole('button', { name: 'Ghi nhầm, ghi lại' }).click()
  await row(page).waitFor()
  await note('Hẹn khi khác')
  await page.getByText('Bảy ngày nữa mới nhắc lại.').waitFor()
})

await check('a reload without a network loses nothing, and nobody else knows of it yet', async () => {
  await page.reload()
  await page.getByText(`${name}: Hẹn khi khác`).waitFor()
  await page.getByText('Chưa có mạng. Đây là danh sách lấy lần trước').waitFor()
  assert(await toVisit(), 'the server knows nothing of it')
  assert(await row(other).isVisible())
})

await check('without a network the village’s page has its people as they were, and says so', async () => {
  await page.goto(`${base}/village/${village}`)
  await page.getByText('Chưa lấy được số liệu mới.').waitFor()
  assert.equal(await page.locator('.resident h3').first().innerText(), first)
  await settled(page)
  assert.deepEqual([...(await accessibilityFaults(page)), ...(await overflow(page))], [])
})

await check('with a network it is sent', async () => {
  await page.context().setOffline(false)
  for (const end = Date.now() + 60_000; (await toVisit()) && Date.now() < end; )
    await new Promise((resolve) => setTimeout(resolve, 100))
  assert(!(await toVisit()), 'they are left alone')
  await page.locator('.unsent strong').waitFor({ state: 'detached' })
})

await check('it goes from the list that stands open on the other phone', async () => {
  await other.clock.fastForward(60_000)
  await row(other).waitFor({ state: 'detached' })
})

await check('the last visit stands on the person’s own page, with who made it', async () => {
  await other.goto(`${base}/village/${village}/people/${id}`)
  await other.getByText('Ghé thăm: hẹn khi khác').waitFor()
  await other.locator('.history').first().getByText(helper.name).waitFor()
  assert.equal(await other.getByText('Ghé thăm:').count(), 1, 'what was taken back is no visit')
  await settled(other)
  assert.deepEqual([...(await accessibilityFaults(other)), ...(await overflow(other))], [])
})

await browser.close()
finish()
