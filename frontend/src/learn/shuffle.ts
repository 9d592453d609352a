import type { Answer, Question } from '../api/schema'

type Option = Question['options'][number]

/** Another mix for each attempt. */
export const newSeed = () => (crypto.getRandomValues(new Uint32Array(1))[0] as number) >>> 0

/** Mulberry32: small, and good enough to mix four options. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Fisher and Yates; the same seed gives the same order, so that a resumed quiz looks as it was left. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = generator(seed)
  const out = [...items]
  for (let last = out.length - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1))
    const kept = out[last] as T
    out[last] = out[pick] as T
    out[pick] = kept
  }
  return out
}

function seedOf(text: string, seed: number): number {
  let mixed = seed
  for (let at = 0; at < text.length; at++) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193)
  return mixed >>> 0
}

/**
 * The options as one attempt shows them. True and false keep their places, since people look for "right" on top; an
 * order is never shown already right, since leaving it alone would then be an answer.
 */
export function shownOptions(question: Question, attempt: number): Option[] {
  if (question.kind === 'true_false') return [...question.options]
  const seed = seedOf(question.id, attempt)
  const mixed = shuffled(question.options, seed)
  const { key } = question
  if (question.kind !== 'order' || !key || !mixed.every((option, place) => option.id === key[place])) return mixed
  return [...mixed.slice(1), ...mixed.slice(0, 1)]
}

/** What an attempt begins with: an order is given by moving what is there, all else by picking. */
export const firstAnswer = (question: Question, attempt: number): Answer =>
  question.kind === 'order' ? shownOptions(question, attempt).map((option) => option.id) : []
