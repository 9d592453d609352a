import type {
  Answer,
  Answers,
  ContentID,
  ContentLanguage,
  Language,
  Module,
  Question,
  Submission,
  UUID,
} from '../../api/schema'
import type { Graded } from '../../offline/db'
import { fetchSummary } from '../../offline/summaries'
import { uuid } from '../../offline/uuid'
import { dayOf } from '../day'
import { dueSource } from '../dueSource'
import { gradeReview } from '../grade'
import { type DueQuestion, dueQuestions, sittingSize } from '../review'
import { newSeed } from '../shuffle'
import { inSeconds } from '../spent'
import { ownProgress } from '../useProgress'

/** A few questions that came back, asked in one go. */
export interface Sitting {
  questions: DueQuestion[]
  /** More can be asked today after these. */
  more: boolean
  /** Something is due, whether or not its lesson can be had. */
  due: boolean
  /** Mixes the options. */
  seed: number
}

/** What to ask now: as the phone knows it, or where it knows of nothing, as the server does. */
export async function nextSitting(person: UUID, lang: Language, wish: ContentLanguage | null): Promise<Sitting> {
  const known = await sittingOf(person, lang, wish)
  if (known.due) return known
  try {
    await fetchSummary(person)
  } catch {
    return known // what the phone knows stands
  }
  return sittingOf(person, lang, wish)
}

async function sittingOf(person: UUID, lang: Language, wish: ContentLanguage | null): Promise<Sitting> {
  const { reviews } = (await ownProgress(person)).summary
  const today = dayOf(new Date())
  const found = await dueQuestions(reviews, today, sittingSize + 1, dueSource(lang, wish))
  return {
    questions: found.slice(0, sittingSize),
    more: found.length > sittingSize,
    due: reviews.some((review) => review.due <= today),
    seed: newSeed(),
  }
}

export interface Answered extends DueQuestion {
  answer: Answer
  /** In front of it, in ms. */
  spent: number
}

/** What one module's part of a sitting is handed in as. */
export interface Part {
  module: Module
  submission: Submission
  graded: Graded | null
}

/** One submission for each module, since that is what the server grades. */
export function partsOf(answered: readonly Answered[], startedAt: string, finishedAt: string): Part[] {
  const byModule = new Map<ContentID, { module: Module; questions: Question[]; answers: Answers; spent: number }>()
  for (const { module, question, answer, spent } of answered) {
    const part = byModule.get(module.id) ?? { module, questions: [], answers: {}, spent: 0 }
    part.questions.push(question)
    part.answers[question.id] = answer
    part.spent += spent
    byModule.set(module.id, part)
  }
  return [...byModule.values()].map(({ module, questions, answers, spent }) => ({
    module,
    graded: gradeReview(questions, answers),
    submission: {
      id: uuid(),
      module: module.id,
      version: module.version,
      answers,
      started_at: startedAt,
      finished_at: finishedAt,
      seconds: inSeconds(spent),
      language: module.language,
      review: true,
    },
  }))
}

/** Questions right of all; null where only the server can say. */
export function scoreOf(parts: readonly Part[]): { score: number; max: number } | null {
  let [score, max] = [0, 0]
  for (const { graded } of parts) {
    if (!graded) return null
    score += graded.score
    max += graded.max
  }
  return { score, max }
}
