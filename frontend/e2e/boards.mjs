// The public boards: a board in one browser changes when a resident of another one passes; addresses keep what is chosen, keys are
// enough, the picture and the paper come out.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { accessibilityFaults, complaints, overflow } from './audit.mjs'
import { api, base, check, demo, finish, launch, login, phone, signIn } from './browser.mjs'
import { answerRight, openModule, readSteps } from './lesson.mjs'
import { settled, visit } from './pagelist.mjs'

const patience = 20_000
const { person } = await login(demo.resident)
const village = person.village.id
const ward = person.ward.code
const browser = await launch()

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @param {(board: any) => void} change what the server answers about boards */
async function withBoards(page, change) {
  await page.route(/\/api\/v1\/boards\/[^?]*(\?.*)?$/, async (route) => {
    if (/stream|share/.test(route.request().url())) return route.continue()
    const response = await route.fetch()
    const board = await response.json()
    change(board)
    return route.fulfill({ response, json: board })
  })
}

/** @param {Page} page @param {string} name */
async function sound(page, name) {
  await settled(page)
  const faults = [...(await accessibilityFaults(page)), ...(await overflow(page))]
  assert.deepEqual(faults, [], name)
}

const watcher = await browser.newContext({ ...phone, viewport: { width: 1280, height: 800 } })
const board = await watcher.newPage()
board.setDefaultTimeout(patience)
const heard = complaints(board)

await check('what is chosen stands in the address, and the address shows it again', async () => {
  await visit(board, `${base}/boards`)
  await board.getByRole('radio', { name: 'Điểm' }).check({ force: true })
  await board.getByLabel('Khoảng thời gian').selectOption('week')
  await board.waitForURL(`${base}/boards?measure=points&window=week`)
  await visit(board, board.url())
  assert.equal(await board.getByRole('radio', { name: 'Điểm' }).isChecked(), true)
  assert.equal(await board.getByLabel('Khoảng thời gian').inputValue(), 'week')
  await board.getByRole('link', { name: 'Thôn, buôn, tổ dân phố' }).click()
  await board.waitForURL(`${base}/boards/villages?measure=points&window=week`)
})

await check('keys alone reach the measures, the lists and a place', async () => {
  await visit(board, `${base}/boards`)
  await board.getByRole('radio', { name: 'Tỷ lệ tham gia' }).focus()
  await board.keyboard.press('ArrowRight')
  await board.waitForURL(`${base}/boards?measure=completed`)
  await visit(board, `${base}/boards`)
  await board.locator('.rank-name a').first().focus()
  await board.keyboard.press('Enter')
  await board.waitForURL(/\/boards\/wards\/\d{5}$/)
})

await check('on a phone the first place is seen at once, and one button opens what can be chosen', async () => {
  const page = await (await browser.newContext(phone)).newPage()
  page.setDefaultTimeout(patience)
  await visit(page, `${base}/boards`)
  const first = await page.locator('.rank-name').first().boundingBox()
  assert(first && first.y + first.height < phone.viewport.height, `the first place stands at ${first?.y}`)
  assert(!(await page.getByRole('radio', { name: 'Điểm' }).isVisible()))
  await page.getByRole('button', { name: 'Xếp theo tỷ lệ tham gia, cả đợt' }).press('Enter')
  await page.getByRole('radio', { name: 'Điểm' }).check({ force: true })
  await page.waitForURL(`${base}/boards?measure=points`)
  await page.getByLabel('Khoảng thời gian').selectOption('week')
  await page.getByRole('button', { name: 'Xếp theo điểm, tuần này', expanded: true }).waitFor()
  await sound(page, 'open')
  await page.context().close()
})

await check('a resident passes in one browser, and the board in the other one shows it', async () => {
  await visit(board, `${base}/boards/wards/${ward}?around=${village}`)
  const line = board.locator(`[data-id="${village}"] .rank-thin`)
  const before = Number.parseInt(await line.innerText(), 10)
  const other = await (await browser.newContext(phone)).newPage()
  other.setDefaultTimeout(patience)
  await signIn(other, demo.resident)
  await other.getByRole('link', { name: /^(Học bài này|Học tiếp)/ }).click()
  const module = await openModule(other)
  await readSteps(other, module)
  await answerRight(other, module, { until: module.quiz.questions.length - 1 })
  const answered = other.waitForResponse((one) => one.url().includes('/submissions') && one.status() < 300)
  await answerRight(other, module, { from: module.quiz.questions.length - 1 })
  await answered
  const start = Date.now()
  await board.waitForFunction(
    ([id, count]) =>
      Number.parseInt(document.querySelector(`[data-id="${id}"] .rank-thin`)?.textContent ?? '', 10) === count,
    /** @type {const} */ ([village, before + 1]),
  )
  const took = `${Date.now() - start} ms`
  await other.goto(base)
  await other.locator('.mine-rank').waitFor()
  await sound(other, 'home with the card')
  return took
})

await check('the picture comes out as dots, and no rule of the page is broken', async () => {
  await visit(board, `${base}/boards/villages?around=${village}`)
  const [file] = await Promise.all([
    board.waitForEvent('download'),
    board.getByRole('button', { name: 'Gửi ảnh này qua Zalo' }).click(),
  ])
  const dots = readFileSync(await file.path())
  assert.equal(dots.subarray(1, 4).toString(), 'PNG')
  assert.deepEqual([dots.readUInt32BE(16), dots.readUInt32BE(20)], [1200, 630])
  assert.deepEqual(heard.taken(), [])
})

await check('the paper has every place, and nothing of the page around it', async () => {
  await visit(board, `${base}/boards/print?board=wards`)
  const { total } = await api('/boards/wards?limit=1')
  assert.equal(await board.locator('.result-table').first().locator('tbody tr').count(), total)
  await board.emulateMedia({ media: 'print' })
  assert.equal(await board.locator('.page-head').isVisible(), false)
  assert.equal(await board.getByText('Người lập bảng').isVisible(), true)
  await board.emulateMedia({ media: 'screen' })
})

const states = /** @type {const} */ ([
  ['apart', '/boards/villages?list=apart', 'Dưới 5 người'],
  ['frozen', '/boards/villages', 'Đã chốt'],
  ['stale', '/boards', 'Đây là bảng gần nhất'],
])
for (const [name, path, says] of states) {
  await check(`state ${name}: sound at 360, 768 and 1280 px, light and dark`, async () => {
    const page = await (await browser.newContext({ ...phone, reducedMotion: 'reduce' })).newPage()
    await page.route(/\/api\/v1\/campaigns$/, async (route) => {
      const response = await route.fetch()
      const campaigns = await response.json()
      Object.assign(campaigns.items[0], { main: true, min_learners: 5, settled_at: '2027-02-20T03:00:00Z' })
      await route.fulfill({ response, json: campaigns })
    })
    await withBoards(page, (one) => {
      if (name === 'stale') one.stale = true
      if (name === 'frozen') one.stage = 'frozen'
      if (name !== 'apart' || !one.items) return
      const hidden = {
        rank: 0,
        value: null,
        done: null,
        roll: 40,
        change: null,
        missing: null,
        trend: [],
        reason: 'few_learners',
      }
      one.items = [
        {
          ...hidden,
          id: '24163-009',
          name: 'Buôn Ea Súp (mẫu)',
          ward: 'phường Tân An',
          roll_day: '2026-11-12',
          roll_version: 1,
        },
      ]
      one.apart = { few_learners: 1 }
    })
    for (const width of [360, 768, 1280]) {
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme })
        await visit(page, base + path)
        await page.getByText(says).first().waitFor()
        await sound(page, `${width} ${colorScheme}`)
      }
    }
    await page.context().close()
  })
}

await check('without a network the board says so and comes back', async () => {
  await visit(board, `${base}/boards`)
  await watcher.setOffline(true)
  await board.getByLabel('Khoảng thời gian').selectOption('week')
  await board.getByRole('button', { name: 'Thử lại' }).waitFor()
  await watcher.setOffline(false)
  await board.getByRole('button', { name: 'Thử lại' }).click()
  await board.locator('.ranking').waitFor()
})

await browser.close()
finish()
