// By keyboard alone: somebody is ticked off and takes a quiz, a visit is noted, tables are chosen, a village is split, the room is looked
// at from another side, and a certificate is made. Wherever Tab comes to, it shows. Runs against a fresh demo.
import assert from 'node:assert/strict'
import { focusFaults } from './audit.mjs'
import { api, base, check, demo, finish, launch, login, signIn } from './browser.mjs'
import { keyboardOf, reach } from './hands.mjs'
import { answerRight } from './lesson.mjs'
import { visit } from './pagelist.mjs'
import { attempt, longName, sender } from './prepared.mjs'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

const { person } = await login(demo.coordinator)
const village = person.appointments[0].village
const ward = person.ward.code
let stops = 0

/** @param {Page} page */
async function seen(page) {
  stops++
  assert.deepEqual(await focusFaults(page), [], page.url())
}
const hand = keyboardOf(seen)

/** @param {Page} page @param {Locator} input @param {string} text */
async function type(page, input, text) {
  await reach(page, input, seen)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
  assert.equal(await input.inputValue(), text)
}

/** Goes down a list of choices to the one that is wanted. @param {Page} page @param {Locator} select @param {string} value */
async function choose(page, select, value) {
  await reach(page, select, seen)
  for (let tries = await select.locator('option').count(); tries > 0; tries--) {
    if ((await select.inputValue()) === value) return
    await page.keyboard.press('ArrowDown')
  }
  assert.equal(await select.inputValue(), value)
}

/** @param {Page} page @param {Locator} input @param {string} text of a table */
async function chooseTable(page, input, text) {
  await reach(page, input, seen)
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
  await chooser.setFiles({ name: 'bang.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
}

/** Gives the password again where it is asked for. @param {Page} page @param {string} password @param {Locator} done */
async function proved(page, password, done) {
  const field = page.getByRole('dialog').getByLabel('Mật khẩu', { exact: true })
  await done.or(field).first().waitFor()
  if (await field.isVisible()) {
    await type(page, field, password)
    await page.keyboard.press('Enter')
  }
  await done.waitFor()
}

const browser = await launch()
/** @param {{ phone: string, pin?: string, password?: string }} who */
async function desk(who) {
  const page = await (
    await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      reducedMotion: 'reduce',
    })
  ).newPage()
  page.setDefaultTimeout(60_000)
  // From the first key on, choosing a file opens no window of the system's.
  page.on('filechooser', () => {})
  await signIn(page, who)
  /** @param {string | RegExp} name */
  const button = (name) => page.getByRole('button', { name, exact: typeof name === 'string' })
  /** @param {string} name */
  const link = (name) => page.getByRole('link', { name, exact: true })
  /** @param {string | RegExp} name */
  const press = (name) => hand.press(page, button(name))
  return { page, button, link, press }
}

const helper = await desk(demo.coordinator)

await check('a session is opened and somebody is ticked off', async () => {
  const { page, link, press } = helper
  await visit(page, `${base}/village/${village}/evening`)
  await type(page, page.getByLabel('Học ở đâu?'), 'Nhà bà Hoa')
  await press('Mở buổi học')
  await page.getByText('Chưa có ai.').waitFor()
  await hand.press(page, link('Điểm danh'))
  await hand.press(page, page.locator('.face').first())
  await page.getByText('1 người có mặt').waitFor()
  await hand.press(page, link('Xong'))
  await page.getByText('đang có mặt').waitFor()
})

await check('they take the quiz, and it is handed in', async () => {
  const { page, link, press } = helper
  const id = (await api('/courses')).items[0].modules[0].id
  await hand.press(page, link('Người tiếp theo'))
  await hand.press(page, page.locator('.face').first())
  await press('Tôi đây, bắt đầu làm bài')
  await answerRight(page, await api(`/modules/${id}?lang=vi`), { hand })
  await press('Tôi xem rồi')
  await press('Tôi là người giúp: người tiếp theo')
  await page.getByRole('heading', { name: 'Làm rồi (1)' }).waitFor()
})

await check('a visit is noted, and taken back', async () => {
  const { page, press } = helper
  await visit(page, `${base}/village/${village}/visits`)
  await hand.press(page, page.locator('.visit').nth(1).getByRole('button'))
  await press('Đã giúp')
  await page.getByText('Ba ngày nữa mới nhắc lại.').waitFor()
  await press('Ghi nhầm, ghi lại')
  await page.getByText('Ba ngày nữa mới nhắc lại.').waitFor({ state: 'detached' })
})

const officer = await desk(demo.officer)

await check('tables of people and of rolls are chosen', async () => {
  const { page } = officer
  const table = page.locator('input[type=file]')
  await visit(page, `${base}/ward/${ward}/import`)
  const head = 'Họ và tên;Thôn, buôn;Đồng ý tham gia;Đồng ý hiện trong danh sách;Đồng ý thống kê'
  await chooseTable(page, table, `${head}\n${longName};${village};x;x;x\n`)
  await page.getByText('Thêm 1 người mới').waitFor()
  await hand.pick(page, page.getByRole('switch', { name: 'Đã có giấy đồng ý của từng người' }))
  await reach(page, page.getByRole('button', { name: 'Thêm 1 người' }), seen)
  await visit(page, `${base}/ward/${ward}/rolls`)
  await chooseTable(page, table, 'khong;phai;bang\n')
  await page.getByText('bang.csv').first().waitFor()
})

await check('a village is split', async () => {
  const { page, press } = officer
  await visit(page, `${base}/ward/${ward}/villages`)
  const card = page.locator('.card').filter({ has: page.locator(`a[href$="split=${village}"]`) })
  await hand.press(page, card.locator('summary'))
  await hand.press(page, card.getByRole('link', { name: 'Tách ra một nơi mới' }))
  await type(page, page.getByLabel('Tên đầy đủ'), 'Buôn Tách Bằng Phím')
  await hand.pick(page, page.locator('.village-one input').nth(1))
  await page.getByText(/^Đã chọn 1 trên/).waitFor()
  await press('Tách')
  await proved(page, demo.officer.password, page.getByText('Đã tách Buôn Tách Bằng Phím ra khỏi'))
})

await check('the room is looked at from other sides', async () => {
  const { page, link } = await desk(demo.manager)
  await visit(page, `${base}/province/room`)
  await hand.press(page, link('Từng nơi'))
  await page.waitForURL(/view=places/)
  await choose(page, page.getByLabel('Nơi', { exact: true }), ward)
  await page.waitForURL(new RegExp(`ward=${ward}`))
})

await check('a certificate is made', async () => {
  const by = await sender(demo.resident)
  for (const one of (await api('/campaigns')).items[0].modules) await attempt(by, one)
  const { page, press } = await desk(demo.resident)
  await visit(page, `${base}/me/certificates`)
  await type(page, page.getByLabel('Tên ghi trên giấy'), 'Bà Hoa')
  await hand.pick(page, page.getByLabel(/^Cả họ và tên/))
  await hand.pick(page, page.getByRole('switch', { name: 'Cho tra cứu giấy chứng nhận' }))
  await press('Làm giấy')
  await page.waitForURL(/\/me\/certificates\/[0-9a-f]{32}$/)
})

await check('wherever Tab came to, it showed', () => {
  assert(stops > 100, `${stops} stops`)
  return `${stops} stops`
})
await browser.close()
finish()
