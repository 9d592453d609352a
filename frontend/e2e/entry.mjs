// The ways in on a shared phone: a poster's join code, a name and a PIN, a card from a photo and before the camera, and a
// recovery code. Runs against a fresh demo.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { api, base, check, demo, finish, launch, login, phone } from './browser.mjs'
import { film, photograph, seen } from './camera.mjs'
import { settled } from './pagelist.mjs'

const folder = mkdtempSync(join(tmpdir(), 'hocso-entry-'))
const coordinator = await login(demo.coordinator)
const resident = await login(demo.resident)
const village = coordinator.person.appointments[0].village

/**
 * What only the team of a village may make.
 * @param {string} path
 * @param {object} body
 */
async function issue(path, body) {
  const response = await fetch(`${base}/api/v1/villages/${village}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${coordinator.token}` },
    body: JSON.stringify(body),
  })
  assert.equal(response.status, 201, `POST ${path} answered ${response.status}`)
  return response.json()
}

const card = (await issue('/cards', { residents: [resident.person.id] })).items[0]
const poster = await issue('/join-codes', { hours: 24, uses: 5 })

/** @param {import('playwright-core').Page} page @param {string} digits */
async function enterPin(page, digits) {
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click()
}

/** @param {import('playwright-core').Page} page @param {string} name */
async function greeted(page, name) {
  await page.waitForURL(`${base}/`)
  await page.getByRole('heading', { name: `Chào ${name}` }).waitFor()
}

const browser = await launch()
const context = await browser.newContext(phone)
const page = await context.newPage()
page.setDefaultTimeout(10_000)
const photo = await photograph(context, card.qr)

await check('a poster registers in its village, and nobody has to confirm', async () => {
  await page.goto(`${base}/join#${poster.code}`)
  await page.getByRole('button', { name: 'Đăng ký ở đây' }).click()
  await page.getByLabel('Họ và tên').fill('Hồ Thị Sương (mẫu)')
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await enterPin(page, '483926483926')
  await page.getByText('Lập tài khoản học', { exact: true }).click()
  await page.getByRole('button', { name: 'Đăng ký' }).click()
  await greeted(page, 'Hồ Thị Sương (mẫu)')
  const { items } = await api(`/villages/${village}/residents`, coordinator.token)
  const one = items.find((/** @type {{ created_at: string }} */ account) =>
    items.every((/** @type {{ created_at: string }} */ other) => other.created_at <= account.created_at),
  )
  assert.equal(one.unconfirmed, false)
})

await check('a photo of a card lets its owner in', async () => {
  await page.goto(`${base}/card`)
  await page.locator('input[type=file]').setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: photo })
  await page.getByRole('button', { name: 'Vào bằng thẻ' }).click()
  await greeted(page, resident.person.name)
})

await check('two taps and a PIN change who is learning', async () => {
  await page.getByRole('link', { name: `Ai đang học? ${resident.person.name}` }).click()
  await page.getByRole('button', { name: /^Hồ Thị Sương/ }).click()
  await enterPin(page, '111222')
  await page.getByText('Mã PIN chưa đúng.').waitFor()
  await enterPin(page, '483926')
  await greeted(page, 'Hồ Thị Sương (mẫu)')
})

await check('a name leaves the phone when its owner wants it', async () => {
  await page.goto(`${base}/who`)
  await page.getByRole('button', { name: new RegExp(`^${resident.person.name}`) }).click()
  await page.getByRole('button', { name: 'Bỏ tên này khỏi máy' }).click()
  await page.getByRole('button', { name: 'Bỏ tên', exact: true }).click()
  await page.getByRole('heading', { name: 'Ai đang học?' }).waitFor()
  await settled(page)
  assert.deepEqual(await page.locator('.who-name').allTextContents(), ['Hồ Thị Sương (mẫu)'])
})

await check('a recovery code sets a new PIN', async () => {
  const { code } = await issue('/codes', { resident: resident.person.id, kind: 'recovery' })
  const other = await (await browser.newContext(phone)).newPage()
  await other.goto(`${base}/recover`)
  await other.getByLabel('Số điện thoại').fill(demo.resident.phone)
  await other.getByLabel('Mã khôi phục').fill(code)
  await other.getByRole('button', { name: 'Chọn mã PIN' }).click()
  await enterPin(other, '246810246810')
  await greeted(other, resident.person.name)
})

await check('a camera that may not be used leads to a photo', async () => {
  const other = await (await browser.newContext(phone)).newPage()
  await other.goto(`${base}/card`)
  await other.getByRole('button', { name: 'Bật máy ảnh' }).click()
  await other.locator('main .notice').waitFor()
  assert.ok(await other.getByText('Chọn ảnh chụp thẻ').isVisible())
})

const file = await film(context, join(folder, 'card.y4m'), [photo])
await browser.close()

await check('a card before the camera lets its owner in', async () => {
  const seeing = await launch(seen(file))
  const other = await (await seeing.newContext(phone)).newPage()
  await other.goto(`${base}/card`)
  await other.getByRole('button', { name: 'Bật máy ảnh' }).click()
  await greeted(other, resident.person.name)
  await seeing.close()
})

rmSync(folder, { recursive: true })
finish()
