import type { Answer, ContentID, Question } from '../api/schema'

export const optionText = (question: Question, id: ContentID | undefined): string | undefined =>
  question.options.find((option) => option.id === id)?.text

/** Of match and fill: which option each slot has. */
export function pairsOf(answer: Answer): Map<ContentID, ContentID> {
  return new Map(answer.map((item) => item.split(':', 2) as [ContentID, ContentID]))
}

/** The answer with an option in a slot, or with the slot empty. An option stands in one slot at most, so it leaves any other. */
export function withPair(answer: Answer, slot: ContentID, option: ContentID | null): Answer {
  const others = answer.filter((item) => {
    const [itsSlot, itsOption] = item.split(':')
    return itsSlot !== slot && itsOption !== option
  })
  return option === null ? others : [...others, `${slot}:${option}`]
}

/** The first slot without an option, looked for behind `after` and then from the start. */
export function emptySlot(question: Question, answer: Answer, after?: ContentID): ContentID | undefined {
  const ids = (question.slots ?? []).map((slot) => slot.id)
  const from = after === undefined ? 0 : ids.indexOf(after) + 1
  const taken = pairsOf(answer)
  return [...ids.slice(from), ...ids.slice(0, from)].find((id) => !taken.has(id))
}

export type SentencePiece = { text: string } | { slot: ContentID }

/** A fill question's sentence, cut at its gaps. */
export function sentencePieces(sentence = ''): SentencePiece[] {
  return sentence
    .split(/\[\[([^[\]]*)\]\]/)
    .map((piece, place) => (place % 2 ? { slot: piece } : { text: piece }))
    .filter((piece) => !('text' in piece) || piece.text !== '')
}

export type Verdict = 'safe' | 'scam'

/** A safe_or_scam answer lists verdict and reason in any order; no reason's id is a verdict. */
export function judgement(answer: Answer): { verdict?: Verdict | undefined; reason?: ContentID | undefined } {
  const isVerdict = (item: string): item is Verdict => item === 'safe' || item === 'scam'
  return { verdict: answer.find(isVerdict), reason: answer.find((item) => !isVerdict(item)) }
}

/** How many picks are still missing before an answer can be given. */
export function missing(question: Question, answer: Answer): number {
  switch (question.kind) {
    case 'match':
    case 'fill': {
      const taken = pairsOf(answer)
      return (question.slots ?? []).filter((slot) => !taken.has(slot.id)).length
    }
    case 'safe_or_scam': {
      const { verdict, reason } = judgement(answer)
      return Number(!verdict) + Number(!reason)
    }
    default:
      return answer.length === 0 ? 1 : 0
  }
}
