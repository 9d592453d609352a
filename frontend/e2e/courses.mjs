// Takes one module of every course from its first step to the pass, on a phone: with a finger, each screen looked at for
// accessibility, then with a keyboard alone. And lets a module be read aloud, where there is a voice and where there is none.
import assert from 'node:assert/strict'
import { accessibilityFaults, complaints, overflow } from './audit.mjs'
import { api, base, check, finish, launch, phone } from './browser.mjs'
import { finger, keyboard } from './hands.mjs'
import { answerRight, readSteps } from './lesson.mjs'
import { settled, visit } from './pagelist.mjs'

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
        screens++
        faults.push(
          ...[...(await accessibilityFaults(page)), ...(await overflow(page))].map((one) => `${screen}: ${one}`),
        )
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

await browser.close()
finish()
