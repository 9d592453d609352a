// A learner's hands: goes through a module's steps and answers its quiz right.
import assert from 'node:assert/strict'
import { api } from './browser.mjs'

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const button = (page, name) => page.getByRole('button', { name, exact: true })

/**
 * The module whose page is open, with the key of its quiz.
 * @param {Page} page
 */
export async function openModule(page) {
  await page.waitForURL(/\/modules\//)
  const id = new URL(page.url()).pathname.split('/')[2]
  return api(`/modules/${id}?lang=vi`)
}

/** Reads every step, up to the first question. @param {Page} page @param {any} module */
export async function readSteps(page, module) {
  for (const [at, step] of module.steps.entries()) {
    await page.getByRole('heading', { level: 1, name: step.title }).waitFor()
    const last = at === module.steps.length - 1
    await button(page, last ? 'Làm bài kiểm tra ngắn' : 'Tiếp tục').click()
  }
  await page.getByText(`Câu 1 trên ${module.quiz.questions.length}`).waitFor()
}

/**
 * Answers every question with its key, and asks for the result.
 * @param {Page} page
 * @param {any} module
 * @param {number} [from] the first question to answer, counted from 0
 * @param {number} [until] the question to stop before
 */
export async function answerRight(page, module, from = 0, until = module.quiz.questions.length) {
  const { questions } = module.quiz
  for (let at = from; at < until; at++) {
    const question = questions[at]
    assert(question.key, `question ${question.id} carries its key`)
    await page.getByText(`Câu ${at + 1} trên ${questions.length}`).waitFor()
    await give(page, question.kind, question.key)
    // The last tap of a simulation gives its answer.
    if (question.kind !== 'simulation') await button(page, 'Trả lời').click()
    await page.getByText('Đúng rồi!').waitFor()
    await button(page, at === questions.length - 1 ? 'Xem kết quả' : 'Câu tiếp theo').click()
  }
}

/** @param {Page} page @param {string} kind @param {string[]} key */
async function give(page, kind, key) {
  switch (kind) {
    case 'order':
      return putInOrder(page, key)
    case 'match':
    case 'fill':
      for (const [slot, option] of key.map((pair) => pair.split(':'))) {
        const closed = page.locator(`[data-slot="${slot}"]:not([aria-expanded="true"])`)
        if (await closed.count()) await closed.click()
        await page.locator(`[data-option="${option}"]`).click()
      }
      return
    case 'simulation':
      for (const spot of key) await page.locator(`[data-spot="${spot}"]`).click()
      return
    default:
      // The reasons of a verdict are there once it is given.
      for (const id of [...key].sort((a, b) => Number(isVerdict(b)) - Number(isVerdict(a))))
        await page.locator('label.choice', { has: page.locator(`input[value="${id}"]`) }).click()
  }
}

/** @param {string} id */
const isVerdict = (id) => id === 'safe' || id === 'scam'

/** Moves rows up until they stand as the key says. @param {Page} page @param {string[]} key */
async function putInOrder(page, key) {
  const places = () =>
    page
      .locator('[data-move$=" -1"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-move')?.split(' ')[0]))
  for (const [place, id] of key.entries()) {
    for (let at = (await places()).indexOf(id); at > place; at--) {
      await page.locator(`[data-move="${id} -1"]`).click()
      // The next move counts from where this one has put the row.
      await page.waitForFunction(
        ([id, place]) =>
          document.querySelectorAll('[data-move$=" -1"]')[place]?.getAttribute('data-move') === `${id} -1`,
        /** @type {const} */ ([id, at - 1]),
      )
    }
  }
}
