// A learner's hands: goes through a module's steps and answers its quiz right.
import assert from 'node:assert/strict'
import { api } from './browser.mjs'
import { mouse } from './hands.mjs'

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole('button', { name, exact: true })

/** @typedef {import('./hands.mjs').Hand} Hand */
/** Looks at a screen, which may have a question to be answered. @typedef {(screen: string, question?: any) => Promise<void>} Look */

/**
 * The module whose page is open, with the key of its quiz.
 * @param {Page} page
 */
export async function openModule(page) {
  await page.waitForURL(/\/modules\//)
  const id = new URL(page.url()).pathname.split('/')[2]
  return api(`/modules/${id}?lang=vi`)
}

/**
 * Reads every step, up to the first question, and tries what there is to practise.
 * @param {Page} page
 * @param {any} module
 * @param {{ hand?: Hand, practise?: boolean, look?: Look }} [how]
 */
export async function readSteps(page, module, { hand = mouse, practise = false, look } = {}) {
  for (const [at, step] of module.steps.entries()) {
    await page.getByRole('heading', { level: 1, name: step.title }).waitFor()
    if (at > 0) await headed(page)
    await look?.(`step ${at + 1}`, step.practice)
    if (step.practice && practise) {
      await answer(page, step.practice, hand)
      if (step.practice.kind !== 'simulation') await hand.press(page, button(page, 'Trả lời'))
      await page.getByText('Đúng rồi!').waitFor()
      await look?.(`step ${at + 1}, practice ${step.practice.kind} done`)
    }
    const last = at === module.steps.length - 1
    await hand.press(page, button(page, last ? 'Làm bài kiểm tra ngắn' : 'Tiếp tục'))
  }
  await page.getByText(`Câu 1 trên ${module.quiz.questions.length}`).waitFor()
}

/**
 * Answers every question with its key, and asks for the result.
 * @param {Page} page
 * @param {any} module
 * @param {{ hand?: Hand, from?: number, until?: number, look?: Look }} [how] `from` is the
 * first question to answer, counted from 0, `until` the one to stop before
 */
export async function answerRight(page, module, { hand = mouse, from = 0, until, look } = {}) {
  const { questions } = module.quiz
  for (let at = from; at < (until ?? questions.length); at++) {
    const question = questions[at]
    assert(question.key, `question ${question.id} carries its key`)
    await page.getByText(`Câu ${at + 1} trên ${questions.length}`).waitFor()
    if (at > from) await headed(page)
    await look?.(`question ${at + 1}, ${question.kind}`, question)
    await answer(page, question, hand)
    if (question.kind !== 'simulation') await hand.press(page, button(page, 'Trả lời'))
    await page.getByText('Đúng rồi!').waitFor()
    await look?.(`question ${at + 1}, ${question.kind}, answered`)
    await hand.press(page, button(page, at === questions.length - 1 ? 'Xem kết quả' : 'Câu tiếp theo'))
  }
}

/** Waits until the heading of a new screen has the focus; a key pressed before would go nowhere. @param {Page} page */
const headed = (page) => page.waitForFunction(() => document.activeElement?.id === 'heading')

/** Puts the right answer in, without handing it in. @param {Page} page @param {any} question @param {Hand} hand */
async function answer(page, question, hand) {
  const { kind, key } = question
  const input = (/** @type {string} */ id) => page.locator(`label.choice input[value="${id}"]`)
  const pairs = key.map((/** @type {string} */ item) => item.split(':'))
  switch (kind) {
    case 'order':
      return putInOrder(page, key, hand)
    case 'match':
      for (const [slot, option] of pairs) {
        const head = page.locator(`button[data-slot="${slot}"]`)
        if ((await head.getAttribute('aria-expanded')) !== 'true') await hand.press(page, head)
        await hand.press(page, page.locator('.match-open').locator(`[data-option="${option}"]`))
      }
      return
    case 'fill':
      for (const [slot, option] of pairs) {
        await hand.press(page, page.locator(`button.fill-gap[data-slot="${slot}"]`))
        await hand.press(page, page.locator(`[data-option="${option}"]`))
      }
      return
    case 'simulation':
      return playSimulation(page, key, hand)
    default:
      // The verdict of safe_or_scam stands first in its key, and opens the reasons.
      for (const id of key) await hand.pick(page, input(id))
  }
}

/** Presses the spots of a drawn phone, one after the other. @param {Page} page @param {string[]} spots @param {Hand} hand */
async function playSimulation(page, spots, hand) {
  const spotOf = (/** @type {string | undefined} */ id) => page.locator(`[data-spot="${id}"]`).first()
  for (const [i, id] of spots.entries()) {
    await hand.press(page, spotOf(id))
    if (i + 1 === spots.length) return
    // A key that is pressed while the phone turns to its next screen goes nowhere: nobody is so quick, a script is.
    const turned = await spotOf(spots[i + 1])
      .waitFor({ timeout: 3000 })
      .then(
        () => true,
        () => false,
      )
    if (!turned && (await spotOf(id).isVisible())) await hand.press(page, spotOf(id))
  }
}

/** Moves rows up until they stand as the key says. @param {Page} page @param {string[]} key @param {Hand} hand */
async function putInOrder(page, key, hand) {
  const places = () =>
    page
      .locator('[data-move$=" -1"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-move')?.split(' ')[0]))
  for (const [place, id] of key.entries()) {
    for (let at = (await places()).indexOf(id); at > place; at--) {
      await hand.press(page, page.locator(`[data-move="${id} -1"]`))
      // The next move counts from where this one has put the row.
      await page.waitForFunction(
        ([id, place]) =>
          document.querySelectorAll('[data-move$=" -1"]')[place]?.getAttribute('data-move') === `${id} -1`,
        /** @type {const} */ ([id, at - 1]),
      )
    }
  }
}
