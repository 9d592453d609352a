import type { ContentLanguage, Count, Insights } from '../../api/schema'
import { weight } from '../counts'

/** A question, and how many of those who were asked it for the first time answered it wrong. */
export interface Hard {
  module: string
  version: number
  /** In which they read it; null where the phone did not say. */
  language: ContentLanguage | null
  question: string
  people: Count
  wrong: Count
}

/** How many questions are shown at most: nobody mends more at once. */
const shown = 15

const share = ({ people, wrong }: Hard) => weight(wrong) / (people ?? 1)

/** The questions that most people answer wrong at first; those that under five people were asked tell nothing. */
export function hardestQuestions(quizzes: Insights['quizzes']): Hard[] {
  return quizzes
    .flatMap(({ questions, ...quiz }) => questions.map((one) => ({ ...quiz, ...one })))
    .filter(({ people }) => people !== null && people > 0)
    .sort((a, b) => share(b) - share(a) || (b.people ?? 0) - (a.people ?? 0) || (a.question < b.question ? -1 : 1))
    .slice(0, shown)
}
