// Visits every page in every role: no fault that axe knows, nothing on the console, nothing wider than the screen, at
// 360, 768 and 1280 px, in both colour schemes, in English, and with letters of twice the size.
// Usage: node e2e/pages.mjs [PAGE...]
import { accessibilityFaults, colourRules, complaints, overflow } from './audit.mjs'
import { base, check, demo, finish, launch, login, phone, signIn } from './browser.mjs'
import { answerRight, openModule, readSteps } from './lesson.mjs'
import { allPages, arrive, settled, visit } from './pagelist.mjs'
import { giveVoice } from './voice.mjs'

const narrow = { width: 360, height: 740 }
const tablet = { width: 768, height: 1024 }
const wide = { width: 1280, height: 800 }
/** @typedef {{ name: string, size: typeof narrow, scheme: 'light' | 'dark', large?: boolean }} View */
/** By language; each page is opened once in each, and then looked at as it stands. @type {Record<string, View[]>} */
const views = {
  vi: [
    { name: '360 light', size: narrow, scheme: 'light' },
    { name: '360 dark', size: narrow, scheme: 'dark' },
    { name: '768 light', size: tablet, scheme: 'light' },
    { name: '768 dark', size: tablet, scheme: 'dark' },
    { name: '1280 light', size: wide, scheme: 'light' },
    { name: '1280 dark', size: wide, scheme: 'dark' },
    { name: '360 large text', size: narrow, scheme: 'light', large: true },
  ],
  en: [{ name: '360 English', size: narrow, scheme: 'light' }],
}

/** @param {import('playwright-core').Page} page @param {string[]} [rules] */
const faultsOf = async (page, rules) => [...(await accessibilityFaults(page, rules)), ...(await overflow(page))]

/** Letters of 200 %, as with a browser's default of 32 px. @param {import('playwright-core').Page} page */
async function enlarge(page) {
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '225%'
  })
  await settled(page)
}

/** @param {string[]} faults */
function none(faults) {
  if (faults.length) throw new Error(faults.join('\n        '))
}

const { person } = await login(demo.coordinator)
const wanted = process.argv.slice(2)
const all = await allPages({ ward: person.ward.code, village: person.appointments[0].village })
const pages = all.filter(({ name }) => !wanted.length || wanted.includes(name))
const browser = await launch()

/**
 * What is wrong with a page in each view. What was tapped is in Vietnamese, so in English only what stands at once is looked at.
 * @param {import('playwright-core').Page} page
 * @param {import('./pagelist.mjs').Stop} stop
 * @param {string[]} faults
 */
async function look(page, stop, faults) {
  for (const lang of stop.act ? ['vi'] : ['vi', 'en']) {
    await page.evaluate((lang) => location.protocol !== 'about:' && localStorage.setItem('hocso.language', lang), lang)
    await page.setViewportSize(narrow)
    await arrive(page, stop)
    for (const { name, size, scheme, large } of views[lang] ?? []) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme: scheme })
      await settled(page)
      if (large) await enlarge(page)
      faults.push(
        ...(await faultsOf(page, scheme === 'dark' ? colourRules : undefined)).map((fault) => `${name}: ${fault}`),
      )
    }
  }
}

for (const role of [...new Set(pages.map((one) => one.role))]) {
  const context = await browser.newContext({ ...phone, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  if (role !== 'nobody') await signIn(page, demo[role])
  const heard = complaints(page)
  for (const stop of pages.filter((one) => one.role === role)) {
    await check(`${role}: ${stop.name}`, async () => {
      /** @type {string[]} */
      const faults = []
      await look(page, stop, faults).catch((error) => faults.push(error.message))
      none([...faults, ...heard.taken()])
    })
  }
  await context.close()
}

/**
 * Audits the screen that is open, small and with large letters.
 * @param {import('playwright-core').Page} page
 * @param {string} name
 */
async function auditScreen(page, name) {
  await check(name, async () => {
    const faults = await faultsOf(page)
    await enlarge(page)
    faults.push(...(await overflow(page)).map((fault) => `large text: ${fault}`))
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
    none(faults)
  })
}

const context = await browser.newContext(phone)
await giveVoice(context)
const page = await context.newPage()
page.setDefaultTimeout(10_000)
const heard = complaints(page)

await check('lesson: from its first step to its result', async () => {
  const lesson = all.find((one) => one.name === 'module')
  await visit(page, base + lesson?.path)
  const module = await openModule(page)
  await auditScreen(page, 'lesson: first step')
  await page.getByRole('button', { name: 'Nghe', exact: true }).click()
  await page.locator('[data-now]').waitFor()
  await auditScreen(page, 'lesson: first step, read aloud')
  await readSteps(page, module)
  for (const [at, question] of module.quiz.questions.entries()) {
    await auditScreen(page, `lesson: question ${at + 1}, ${question.kind}`)
    await answerRight(page, module, { from: at, until: at + 1 })
  }
  await settled(page)
  await auditScreen(page, 'lesson: result')
  none(heard.taken())
})

await check('register: from place to consent', async () => {
  await visit(page, `${base}/register`)
  await page.getByLabel('Tên xã, phường').fill('hoa')
  await page.locator('.pick').first().waitFor()
  await auditScreen(page, 'register: places found')
  await page.getByLabel('Tên xã, phường').fill('Tân An')
  await page
    .getByRole('button', { name: /^Phường Tân An/ })
    .first()
    .click()
  await settled(page)
  await auditScreen(page, 'register: villages')
  await page.locator('.pick').first().click()
  await auditScreen(page, 'register: name')
  await page.getByLabel('Họ và tên').fill('Nguyễn Thị Ngọc Bích (mẫu)')
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await auditScreen(page, 'register: PIN')
  for (const digit of '483926483926') await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('heading', { name: 'Đồng ý những gì?' }).waitFor()
  await auditScreen(page, 'register: consent')
  none(heard.taken())
})

await browser.close()
finish()
