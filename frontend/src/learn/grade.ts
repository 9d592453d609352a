import type { Answer, Answers, Question } from '../api/schema'

export interface Grade {
  score: number
  max: number
  passed: boolean
  /** By question id. */
  right: Record<string, boolean>
}

/**
 * Whether an answer is right; null where the phone does not hold the key. There are no half points. Where the sequence does
 * not count, each item counts as often as it is there, just as the server compares them.
 */
export function isRight(question: Question, answer: Answer): boolean | null {
  const { key, kind } = question
  if (!key) return null
  if (answer.length === 0 || answer.length !== key.length) return false
  const inSequence = kind === 'order' || kind === 'simulation'
  const [given, wanted] = inSequence ? [answer, key] : [[...answer].sort(), [...key].sort()]
  return given.every((item, place) => item === wanted[place])
}

/** The whole quiz by its keys; null where it can only be graded by the server. */
export function grade(questions: readonly Question[], answers: Answers, passMark: number): Grade | null {
  const right: Record<string, boolean> = {}
  for (const question of questions) {
    const result = isRight(question, answers[question.id] ?? [])
    if (result === null) return null
    right[question.id] = result
  }
  const score = Object.values(right).filter(Boolean).length
  const max = questions.length
  return { score, max, passed: passes(score, max, passMark), right }
}

/** Of a review, which is neither passed nor not. */
export function gradeReview(questions: readonly Question[], answers: Answers): Grade | null {
  const graded = grade(questions, answers, 100)
  return graded && { ...graded, passed: false }
}

/** `passMark` is the percent of questions right that passes. */
export const passes = (score: number, max: number, passMark: number) => max > 0 && score * 100 >= passMark * max
