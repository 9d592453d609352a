// The big screen in one browser while a resident passes a quiz in another, and the map by keyboard: what a hall sees.
import assert from 'node:assert/strict'
import { accessibilityFaults, complaints, overflow } from './audit.mjs'
import { base, check, demo, finish, launch, login, phone } from './browser.mjs'
import { answerRight, openModule, readSteps } from './lesson.mjs'
import { settled, visit } from './pagelist.mjs'

const wardCode = '24163'
// Two seconds are promised, on a machine that has nothing else to do: how long it took is printed, not judged.
const patience = 20_000
const hall = { viewport: { width: 1920, height: 1080 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' }

const browser = await launch()
const screen = await (await browser.newContext(hall)).newPage()
const heard = complaints(screen)
screen.setDefaultTimeout(15_000)

const rows = () => screen.locator('.screen-row')
const row = (/** @type {string} */ id) => screen.locator(`.screen-row[data-id="${id}"]`)
const names = () => screen.locator('.screen-name').allInnerTexts()
const pageText = () => screen.locator('.screen-foot p').first().innerText()
/** How many people a row says have passed. @param {string} id */
const passed = async (id) =>
  Number((await row(id).locator('.screen-thin').innerText()).split('/')[0]?.replace(/\D/g, ''))

/** Waits until something holds, for as long as the patience lasts. @param {() => Promise<boolean>} holds */
async function within(holds) {
  const start = Date.now()
  while (!(await holds())) {
    assert(Date.now() - start < patience, `not within ${patience} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return Date.now() - start
}

await check('the big screen shows campaign, stage, clock, time of the figures and twelve places or more', async () => {
  await screen.goto(`${base}/screen/wards`)
  await rows().first().waitFor()
  assert((await rows().count()) >= 12)
  for (const part of ['.screen-title', '.screen-stage', '.screen-clock', '.screen-fresh-line']) {
    assert((await screen.locator(part).first().innerText()).trim(), part)
  }
})

await check('nothing scrolls, in the hall and on other screens', async () => {
  for (const size of [
    hall.viewport,
    { width: 1280, height: 720 },
    { width: 1080, height: 1920 },
    { width: 360, height: 740 },
  ]) {
    await screen.setViewportSize(size)
    await rows().first().waitFor()
    assert.deepEqual(await overflow(screen), [])
    const inside = await screen.evaluate(() => {
      const { scrollHeight, clientHeight } = document.documentElement
      const last = [...document.querySelectorAll('.screen-row')].map((one) => one.getBoundingClientRect().bottom)
      return scrollHeight <= clientHeight && last.every((bottom) => bottom <= innerHeight)
    })
    assert(inside, `${size.width} x ${size.height}`)
  }
  await screen.setViewportSize(hall.viewport)
})

await check('axe finds nothing, light and dark', async () => {
  for (const colorScheme of /** @type {const} */ (['dark', 'light'])) {
    await screen.emulateMedia({ colorScheme })
    assert.deepEqual(await accessibilityFaults(screen), [])
  }
})

await check('the space bar stops the pages, arrows turn them', async () => {
  await screen.keyboard.press('Space')
  await screen.getByText('Đang dừng').waitFor()
  const first = { text: await pageText(), names: await names() }
  await screen.keyboard.press('ArrowRight')
  await within(async () => (await pageText()) !== first.text)
  assert.notDeepEqual(await names(), first.names)
  await screen.keyboard.press('ArrowLeft')
  await within(async () => (await pageText()) === first.text)
  assert.deepEqual(await names(), first.names)
})

/** Somebody new of the ward, who counts at once because a coordinator has confirmed them. */
async function newcomer() {
  const { token, person } = await login(demo.coordinator)
  const village = person.appointments[0].village
  const learner = await (await browser.newContext(phone)).newPage()
  learner.setDefaultTimeout(15_000)
  const pin = '483926'
  const number = `09${String(Date.now()).slice(-8)}`
  await learner.goto(base)
  const who = await learner.evaluate(
    async ([village, number, pin]) => {
      const body = {
        name: 'Nguyễn Văn Mới (mẫu)',
        phone: number,
        pin,
        village,
        consent: { account: true, village_list: true, statistics: true, certificate: false },
      }
      const response = await fetch('/api/v1/auth/register', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { status: response.status, answer: await response.json() }
    },
    [village, number, pin],
  )
  assert.equal(who.status, 201, JSON.stringify(who.answer))
  const confirmed = await fetch(`${base}/api/v1/villages/${village}/residents/${who.answer.person.id}/confirm`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
  })
  assert.equal(confirmed.status, 200)
  // The browser has the cookie of the new account, so signing in asks for nothing.
  await learner.goto(`${base}/login`)
  await learner.waitForURL(`${base}/`)
  return learner
}

await check('somebody passes a quiz, and the row of their ward changes on the screen', async () => {
  const learner = await newcomer()
  // The page with the ward: pages are turned until it is there.
  for (let turns = 0; turns < 10 && !(await row(wardCode).count()); turns++) {
    const text = await pageText()
    await screen.keyboard.press('ArrowRight')
    await within(async () => (await pageText()) !== text)
  }
  const before = await passed(wardCode)
  await learner.getByRole('link', { name: 'Học bài này' }).click()
  const module = await openModule(learner)
  await readSteps(learner, module)
  const last = module.quiz.questions.length - 1
  await answerRight(learner, module, { until: last })
  const acknowledged = learner.waitForResponse((one) => one.url().includes('/submissions') && one.status() < 300)
  const answered = answerRight(learner, module, { from: last })
  await acknowledged
  const took = await within(async () => (await row(wardCode).count()) > 0 && (await passed(wardCode)) === before + 1)
  await answered
  return `${took} ms after the answer to the quiz`
})

await check('without a network the screen says so and keeps its rows, and then goes on by itself', async () => {
  const shown = await names()
  await screen.context().setOffline(true)
  await screen.getByText('Mất mạng, đang kết nối lại').waitFor()
  assert.deepEqual(await names(), shown)
  await screen.context().setOffline(false)
  await screen.getByText('Mất mạng, đang kết nối lại').waitFor({ state: 'detached', timeout: 40_000 })
})

await check('the screen complains of nothing but the lost network', () => {
  assert.deepEqual(
    heard.taken().filter((one) => !/ERR_INTERNET_DISCONNECTED|ERR_NETWORK/.test(one)),
    [],
  )
})

const map = await (await browser.newContext({ ...phone, viewport: { width: 1280, height: 800 } })).newPage()
const mapHeard = complaints(map)
const box = map.getByRole('listbox')
const chosen = async () => map.locator(`#${await box.getAttribute('aria-activedescendant')}`)

await check('the map has every unit, as a bubble and as a line of the table', async () => {
  await visit(map, `${base}/boards/map`)
  assert.equal(await map.getByRole('option').count(), 102)
  assert.equal(await map.locator('.map tbody tr').count(), 102)
})

await check('arrows go from unit to unit, and what is chosen says name, rate and rank', async () => {
  await box.focus()
  const first = await (await chosen()).getAttribute('aria-label')
  const keys = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']
  const labels = new Set([first])
  for (const key of keys) {
    await map.keyboard.press(key)
    labels.add(await (await chosen()).getAttribute('aria-label'))
  }
  assert(labels.size > 1, 'an arrow leads to a neighbour')
  for (const label of labels) assert.match(label ?? '', /^(Xã|Phường) .+, (.+ %, hạng \d+|chưa xếp hạng)/)
  const name = (await (await chosen()).getAttribute('aria-label'))?.split(',')[0] ?? ''
  await map.locator('.map-chosen').getByText(name).waitFor()
})

await check('Enter opens the board of the chosen unit', async () => {
  const code = (await box.getAttribute('aria-activedescendant'))?.replace('map-', '')
  await map.keyboard.press('Enter')
  await map.waitForURL(`**/boards/wards/${code}`)
  await map.goBack()
  await box.waitFor()
  await settled(map)
})

await check('the table sorts by every heading, and says so', async () => {
  for (const heading of ['Xã, phường', 'Tỷ lệ', 'Hạng']) {
    await map.getByRole('columnheader', { name: heading }).getByRole('button').click()
    await map.locator('th[aria-sort]', { hasText: heading }).waitFor()
  }
})

await check('bubbles differ in more than colour: each ranked one carries the digit of its step', async () => {
  const bare = await map.evaluate(
    () =>
      [...document.querySelectorAll('.map-box .map-one')].filter(
        (one) => !one.classList.contains('map-hollow') && !/^[1-5]$/.test(one.querySelector('text')?.textContent ?? ''),
      ).length,
  )
  assert.equal(bare, 0)
})

await check('axe finds nothing on the map, and nothing is wider than the screen, from 360 to 1920 px', async () => {
  for (const width of [360, 768, 1280, 1920]) {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await map.setViewportSize({ width, height: 900 })
      await map.emulateMedia({ colorScheme })
      assert.deepEqual([...(await accessibilityFaults(map)), ...(await overflow(map))], [], `${width} ${colorScheme}`)
    }
  }
  assert.deepEqual(mapHeard.taken(), [])
})

await browser.close()
finish()
