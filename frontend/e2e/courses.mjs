// Takes one module of every course from its first step to the pass, on a phone: with a finger, each screen looked at for
// accessibility, then with a keyboard alone. And lets a module be read aloud, where there is a voice and where there is none.
import assert from 'node:assert/strict'
import { accessibilityFaults, complaints, overflow } from './audit.mjs'
import { api, base, check, finish, launch, phone } from './browser.mjs'
import { finger, keyboard } from './hands.mjs'
import { answerRight, readSteps } from './lesson.mjs'
import { settled, visit } from './pagelist.mjs'
import { giveVoice } from './voice.mjs'

/** @param {any} module */
const kindsOf = (module) => [
  ...module.quiz.questions.map((/** @type {any} */ question) => question.kind),
  ...module.steps.flatMap((/** @type {any} */ step) => (step.practice ? [step.practice.kind] : [])),
]

/** The module of a course that shows most kinds of question, those first that no other course has shown. */
async function mostTelling(/** @type {any} */ course, /** @type {Set<string>} */ shown) {
  let best
  for (const { id } of course.modules) {
    const module = await api(`/modules/${id}?lang=vi`)
    const kinds = new Set(kindsOf(module))
    const worth = [...kinds].filter((kind) => !shown.has(kind)).length * 10 + kinds.size
    if (!best || worth > best.worth) best = { module, worth }
  }
  for (const kind of kindsOf(best?.module)) shown.add(kind)
  return best?.module
}

const { items: courses } = await api('/courses?lang=vi')
const shown = new Set()
const modules = []
for (const course of courses) modules.push(await mostTelling(course, shown))
await check('every kind of question is among the modules taken', () => {
  assert.equal(shown.size, 8, [...shown].join(' '))
  return modules.map((module) => module.id).join(', ')
})

const browser = await launch()

for (const module of modules) {
  for (const [name, hand] of /** @type {const} */ ([
    ['finger', finger],
    ['keyboard', keyboard],
  ])) {
    const context = await browser.newContext({ ...phone, hasTouch: name === 'finger', reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    const heard = complaints(page)
    await check(`${module.course}: ${module.id}, by ${name}`, async () => {
      /** @type {string[]} */
      const faults = []
      let screens = 0
      const look = async (/** @type {string} */ screen) => {
        if (name !== 'finger') return
        await settled(page)
        // A screen as high as the page: a button half under the bar at the foot can be scrolled free.
        const height = await page.evaluate(() => document.documentElement.scrollHeight)
        await page.setViewportSize({ ...phone.viewport, height: Math.max(height, phone.viewport.height) })
        screens++
        faults.push(
          ...[...(await accessibilityFaults(page)), ...(await overflow(page))].map((one) => `${screen}: ${one}`),
        )
        await page.setViewportSize(phone.viewport)
      }
      await visit(page, `${base}/modules/${module.id}`)
      await readSteps(page, module, { hand, practise: true, look })
      await answerRight(page, module, { hand, look })
      const { length } = module.quiz.questions
      await page.getByRole('heading', { level: 1, name: `${length} trên ${length}` }).waitFor()
      await look('result')
      faults.push(...heard.taken())
      assert.equal(faults.length, 0, faults.join('\n        '))
      return screens ? `${screens} screens` : undefined
    })
    await context.close()
  }
}

/** @param {import('playwright-core').Page} page */
const listen = (page) => page.getByRole('button', { name: 'Nghe', exact: true })

await check('without a voice there is nothing to listen to', async () => {
  const context = await browser.newContext(phone)
  const page = await context.newPage()
  await visit(page, `${base}/modules/${modules[0].id}`)
  assert.equal(await listen(page).count(), 0)
  await context.close()
})

await check('with a voice each step and question is read, and what is read is marked', async () => {
  const context = await browser.newContext(phone)
  await giveVoice(context)
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const [module] = modules
  await visit(page, `${base}/modules/${module.id}`)
  await listen(page).click()
  const marked = page.locator('[data-now]')
  await marked.waitFor()
  assert.equal(await marked.textContent(), module.steps[0].title)
  await page.getByRole('button', { name: 'Dừng', exact: true }).click()
  await marked.waitFor({ state: 'detached' })
  await readSteps(page, module)
  await listen(page).click()
  await marked.waitFor()
  assert.equal(await marked.textContent(), module.quiz.questions[0].text)
  await context.close()
})

await check('a course that was kept is taken without a network, its simulations too', async () => {
  const context = await browser.newContext(phone)
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await visit(page, base)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForFunction(() => navigator.serviceWorker.controller)
  const module = modules.find((one) => kindsOf(one).includes('simulation'))
  await visit(page, `${base}/courses/${module.course}`)
  await page.getByRole('button', { name: /^Tải về máy/ }).click()
  await page.getByText('đã có trên máy').waitFor()
  await context.setOffline(true)
  await page.goto(`${base}/modules/${module.id}`)
  await readSteps(page, module, { practise: true })
  await answerRight(page, module)
  await page.getByText('câu trả lời đúng').waitFor()
  await context.close()
})

await browser.close()
finish()
