// Writes docs/img/kind-<kind>-360-<light|dark>.png of every kind of question, answered and not, and
// docs/img/simulation-<module>-<question>-360-light.png of every simulation.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { api, base, check, finish, launch, phone } from './browser.mjs'
import { answerRight, readSteps } from './lesson.mjs'
import { settled, visit } from './pagelist.mjs'
import { toPalette } from './palette.mjs'

const folder = process.env.HOCSO_IMG ?? fileURLToPath(new URL('../../docs/img/', import.meta.url))
mkdirSync(folder, { recursive: true })
const browser = await launch()
const context = await browser.newContext({ ...phone, reducedMotion: 'reduce' })
const page = await context.newPage()
page.setDefaultTimeout(15_000)
const shown = new Set()

/** @param {string} name @param {'light' | 'dark'} colorScheme */
async function shoot(name, colorScheme) {
  await page.emulateMedia({ colorScheme })
  await settled(page)
  // A screen as high as the page: what sticks to the foot would else cover the middle.
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width: phone.viewport.width, height: Math.max(height, phone.viewport.height) })
  const picture = await page.screenshot({ animations: 'disabled' })
  await page.setViewportSize(phone.viewport)
  writeFileSync(`${folder}/${name}-360-${colorScheme}.png`, toPalette(picture))
}

for (const course of (await api('/courses?lang=vi')).items) {
  for (const { id } of course.modules) {
    const module = await api(`/modules/${id}?lang=vi`)
    const all = [...module.quiz.questions, ...module.steps.flatMap((/** @type {any} */ step) => step.practice ?? [])]
    if (!all.some(({ kind }) => kind === 'simulation' || !shown.has(kind))) continue
    await check(id, async () => {
      await visit(page, `${base}/modules/${id}`)
      let open = ''
      const look = async (/** @type {string} */ screen, /** @type {any} */ question) => {
        if (!question) {
          if (open) await shoot(`${open}-answered`, 'light')
          open = ''
          return
        }
        if (question.kind === 'simulation') {
          await page.locator('.phone').waitFor()
          await shoot(`simulation-${id}-${question.id}`, 'light')
        }
        if (shown.has(question.kind) || screen.startsWith('step')) return
        shown.add(question.kind)
        open = `kind-${question.kind.replaceAll('_', '-')}`
        await shoot(open, 'dark')
        await shoot(open, 'light')
      }
      await readSteps(page, module, { look })
      await answerRight(page, module, { look })
    })
  }
}
await browser.close()
finish()
