// Three people on one phone answer ten quizzes each without a network. Then the app is closed, updated and opened again, and
// the server is killed twice while what they answered is sent. The test that starts this looks for the effects.
//
//   HOCSO_URL     a network that obeys POST /_network/{off,on,update,written,answered}, tells GET /_network/alive, and is off
//                 once the server has died
//   HOCSO_PEOPLE  who they are: JSON, [{name, phone, pin}]
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { base, check, chromiumPath, finish, flags, phone, stored } from './browser.mjs'
import { answerRight, openModule, readSteps } from './lesson.mjs'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ name: string, phone: string, pin: string }} Person */

/** @type {Person[]} */
const people = JSON.parse(process.env.HOCSO_PEOPLE ?? '[]')
/** A lesson for each of them, as [course, module]; their quizzes have questions to pick from, and simulations. */
const lessons = [
  ['ban-nong-san', 'ma-vung-trong'],
  ['thanh-toan-qr', 'giu-ma-otp'],
  ['chong-lua-dao', 'phan-anh-156'],
]
const each = 10

const folder = mkdtempSync(join(tmpdir(), 'hocso-outbox-'))
const open = async () => {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath(),
    args: flags,
    ...phone,
  })
  context.setDefaultTimeout(60_000)
  return { context, page: context.pages()[0] ?? (await context.newPage()) }
}

/** @param {'off' | 'on' | 'update' | 'written' | 'answered'} order */
const network = async (order) => assert((await fetch(`${base}/_network/${order}`, { method: 'POST' })).ok)

/** @param {Page} page @param {string} name */
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

/** @param {Page} page @param {Person} person */
async function signIn(page, person) {
  // Somebody else's cookie may still hold; this asks for who comes.
  await page.goto(`${base}/login?other=1`)
  await page.getByLabel('Số điện thoại').fill(person.phone)
  await page.getByLabel('Mã PIN').fill(person.pin)
  await press(page, 'Đăng nhập')
  await page.getByRole('heading', { name: `Chào ${person.name}` }).waitFor()
}

/** How many answers lie in the phone's outbox, whoever they are of. @param {Page} page */
async function kept(page) {
  const items = await stored(page, 'outbox')
  for (const { submission } of items) assert(Number.isInteger(submission.seconds), 'each says how long it took')
  return items.length
}

/**
 * Takes a quiz and answers wrong what is easily answered wrong. The page presses its buttons itself, which is many times as
 * fast as a mouse.
 * @param {Page} page @param {any} module
 */
const fail = (page, module) =>
  page.evaluate(async (questions) => {
    const end = Date.now() + 60_000
    /** @param {string} what @param {() => HTMLElement | undefined | null} find */
    const press = async (what, find) => {
      for (let found = find(); ; found = find()) {
        if (found) return found.click()
        if (Date.now() > end) throw new Error(`waited for ${what}`)
        await new Promise(requestAnimationFrame)
      }
    }
    /** @param {string} name */
    const button = (name) =>
      press(name, () => [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name))
    for (const [at, { id, kind, key, options }] of questions.entries()) {
      const wrong = options.find((/** @type {any} */ option) => !key.includes(option.id))
      const place = `Câu ${at + 1} trên ${questions.length}`
      const spots = kind === 'simulation' ? key : [wrong.id]
      for (const spot of spots) {
        const where = kind === 'simulation' ? `[data-spot="${spot}"]` : `label.choice input[value="${spot}"]`
        await press(`${place}: ${id}`, () =>
          document.body.textContent?.includes(place) ? document.querySelector(where) : null,
        )
        await new Promise(requestAnimationFrame)
      }
      if (kind !== 'simulation') await button('Trả lời')
      await button(at === questions.length - 1 ? 'Xem kết quả' : 'Câu tiếp theo')
    }
  }, module.quiz.questions)

/** @param {Page} page @param {number} count */
const unsent = (page, count) => page.getByText(`${count} bài chưa gửi`, { exact: true }).waitFor()

const first = await open()

for (const [place, person] of people.entries()) {
  const { page } = first
  const [course, id] = /** @type {[string, string]} */ (lessons[place])
  await check(`${person.name} signs in and takes a whole course along`, async () => {
    await signIn(page, person)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await page.goto(`${base}/courses/${course}`)
    await press(page, 'Tải về máy')
    await page.getByText('Khóa này đã có trên máy').waitFor()
  })
  await check(`${person.name} answers ${each} quizzes without a network`, async () => {
    await page.goto(`${base}/modules/${id}`)
    const module = await openModule(page)
    await network('off')
    await page.reload()
    await readSteps(page, module)
    for (let n = 1; n < each; n++) {
      await fail(page, module)
      await unsent(page, n)
      await press(page, 'Làm lại')
    }
    await answerRight(page, module)
    await unsent(page, each)
    await page.getByText('Làm tốt lắm! Bài này đã xong.').waitFor()
  })
  await check(`${person.name} hands the phone on, though nothing is sent`, async () => {
    await page.goto(`${base}/me`)
    await press(page, 'Đăng xuất')
    await page.getByText(`Còn ${each} việc chưa gửi`).waitFor()
    await press(page, 'Vẫn đăng xuất')
    await page.getByRole('heading', { name: 'Dùng điện thoại thật thạo' }).waitFor()
    assert.equal(await kept(page), each * (place + 1))
    await network('on')
  })
}

await first.context.close()
await network('update')
const { context, page } = await open()
const other = await context.newPage()
const [an, binh, chi] = /** @type {[Person, Person, Person]} */ (people)

/** Waits until the server that was killed has been started again, and lets the phone reach it. */
async function back() {
  while (!(await fetch(`${base}/_network/alive`)).ok) await new Promise((resolve) => setTimeout(resolve, 25))
  await network('on')
}

/** Waits until nothing of who is signed in is left; what backs off is sent by the button. @param {Page[]} pages */
async function sent(...pages) {
  const button = pages[0]?.getByRole('button', { name: 'Gửi ngay' })
  // It is gone where the app was quicker.
  if (await button?.isVisible()) await button?.click({ timeout: 5000 }).catch(() => {})
  for (const one of pages) await one.locator('.unsent strong').waitFor({ state: 'detached' })
}

await check('opened again, the phone still has everything, and the older app until the person agrees', async () => {
  await page.goto(base)
  assert.equal(await kept(page), each * people.length)
  await page.getByText('Có bản mới.').waitFor()
  assert.doesNotMatch((await page.locator('script[type=module]').first().getAttribute('src')) ?? '', /newer/)
})

await check(`the server dies when it has what ${an.name} sent and the phone does not know`, async () => {
  await network('answered')
  await signIn(page, an)
  await unsent(page, each)
  await other.goto(base)
  await unsent(other, each)
})

await check('the app is updated in the middle of that, and what it had sent counts in either tab', async () => {
  await press(page, 'Cập nhật')
  await page.waitForFunction(() => document.querySelector('script[type=module][src*=newer]') !== null)
  await unsent(page, each)
  await back()
  await sent(page, other)
  assert.equal(await kept(page), each * 2)
})

await check(`the server dies when it has just been sent what ${binh.name} answered`, async () => {
  await network('written')
  await signIn(page, binh)
  await unsent(page, each)
  await back()
  await sent(page)
  assert.equal(await kept(page), each)
})

await check(`${chi.name} signs in, and nothing is left on the phone`, async () => {
  await signIn(page, chi)
  await sent(page)
  assert.equal(await kept(page), 0)
})

await context.close()
rmSync(folder, { recursive: true, force: true })
finish()
