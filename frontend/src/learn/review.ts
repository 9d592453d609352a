import type { ContentID, Day, Module, Question, Summary, Time } from '../api/schema'
import { addDays, dayOf } from './day'

export type Review = Summary['reviews'][number]

/** How the questions of a quiz or review were answered. */
export interface Marks {
  module: ContentID
  at: Time
  /** By question id. */
  right: Readonly<Record<ContentID, boolean>>
}

/** Days from an answer until the question is due again, by the box that it goes to. */
const waits = [1, 3, 7, 21]

/**
 * What comes back after more answers. It is what progress/review.go does on the server, and progress/testdata/reviews.json
 * holds both to it: wrong goes to box 1, right on the due day or later to the next box, right before it changes nothing.
 */
export function reviewsAfter(reviews: readonly Review[], answered: readonly Marks[]): Review[] {
  const waiting = new Map(reviews.map((review) => [`${review.module} ${review.question}`, review]))
  // Which answers of one day come first does not matter.
  for (const { module, at, right } of [...answered].sort((a, b) => compare(dayOf(a.at), dayOf(b.at)))) {
    for (const [question, isRight] of Object.entries(right)) {
      const key = `${module} ${question}`
      const next = moved(waiting.get(key) ?? null, { module, question }, isRight, dayOf(at))
      if (next) waiting.set(key, next)
      else waiting.delete(key)
    }
  }
  return [...waiting.values()].sort(
    (a, b) => compare(a.due, b.due) || compare(a.module, b.module) || compare(a.question, b.question),
  )
}

function moved(
  before: Review | null,
  question: Pick<Review, 'module' | 'question'>,
  right: boolean,
  day: Day,
): Review | null {
  const box = right ? (before?.box ?? 0) + 1 : 1
  if (right && (!before || day < before.due)) return before
  const wait = waits[box - 1]
  return wait === undefined ? null : { ...question, box, due: addDays(day, wait) }
}

/** As the server orders ids: by their bytes, not by a language. */
export const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** A question that is due, with the module that asks it. */
export interface DueQuestion {
  module: Module
  question: Question
}

/** How many questions make a sitting. */
export const sittingSize = 3

/** Where questions come from; each promise fails where something cannot be had just now. */
export interface Source {
  load: (module: ContentID) => Promise<Module>
  /** Brings what else it takes to ask a question. */
  prepare: (question: Question) => Promise<unknown>
}

/**
 * The first questions that are due on a day, those due longest before the others. What cannot be asked just now is left out,
 * as is a question that its lesson no longer has.
 */
export async function dueQuestions(
  reviews: readonly Review[],
  today: Day,
  limit: number,
  { load, prepare }: Source,
): Promise<DueQuestion[]> {
  const modules = new Map<ContentID, Promise<Module | null>>()
  const found: DueQuestion[] = []
  for (const { module: id, question: asked, due } of reviews) {
    if (due > today || found.length >= limit) break
    if (!modules.has(id))
      modules.set(
        id,
        load(id).catch(() => null),
      )
    const module = await modules.get(id)
    const question = module?.quiz.questions.find((one) => one.id === asked)
    if (!module || !question) continue
    const ready = await prepare(question).then(
      () => true,
      () => false,
    )
    if (ready) found.push({ module, question })
  }
  return found
}
