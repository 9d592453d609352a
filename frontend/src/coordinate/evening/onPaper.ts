import type { Question } from '../../api/schema'
import { judgement, pairsOf, sentencePieces } from '../../learn/answer'
import { shownOptions } from '../../learn/shuffle'

/** A question as a room answers it together: its options have letters, its slots numbers. */
export interface OnPaper {
  id: string
  language: string | undefined
  text: string
  kind: Question['kind']
  message: Question['message']
  /** Of fill: the sentence with numbered gaps. */
  sentence: string | null
  slots: string[]
  options: { letter: string; text: string; right: boolean }[]
  /** Safe or scam, where that is asked first. */
  verdict: 'safe' | 'scam' | null
  /** What is right, by letters: "B", "C A B", "1 B, 2 A"; null where the phone does not hold the key. */
  key: string | null
  explain: string | undefined
}

/** The same mix in every room and on every sheet, and not the order of the file, where the right one often stands first. */
const mix = 20261

const letterOf = (place: number) => String.fromCharCode(65 + place)

/** The questions of a quiz for a room. What is done on a drawn phone cannot be answered by raising a hand. */
export const onPaper = (questions: readonly Question[]): OnPaper[] =>
  questions.filter(({ kind }) => kind !== 'simulation').map(paperOf)

function paperOf(question: Question): OnPaper {
  const { id, language, text, kind, message, slots = [], explain, key } = question
  const shown = shownOptions(question, mix)
  const letters = new Map(shown.map((option, place) => [option.id, letterOf(place)]))
  const places = new Map(slots.map((slot, place) => [slot.id, place + 1]))
  const pieces = sentencePieces(question.sentence)
  return {
    id,
    language,
    text,
    kind,
    message,
    sentence: question.sentence
      ? pieces.map((piece) => ('slot' in piece ? `(${places.get(piece.slot)}) ……` : piece.text)).join('')
      : null,
    slots: kind === 'match' ? slots.map((slot, place) => `${place + 1}. ${slot.text ?? ''}`) : [],
    options: shown.map((option) => ({
      letter: letters.get(option.id) as string,
      text: option.text,
      right: kind !== 'order' && (key?.some((item) => item.split(':').pop() === option.id) ?? false),
    })),
    verdict: kind === 'safe_or_scam' && key ? (judgement(key).verdict ?? null) : null,
    key: key ? keyOf(question, letters, places) : null,
    explain,
  }
}

function keyOf(
  { kind, key = [], options }: Question,
  letters: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, number>,
): string {
  if (kind === 'match' || kind === 'fill') {
    const pairs = [...pairsOf(key)].map(([slot, option]) => [places.get(slot) ?? 0, letters.get(option) ?? ''] as const)
    return pairs
      .sort((a, b) => a[0] - b[0])
      .map(([place, letter]) => `${place} ${letter}`)
      .join(', ')
  }
  const known = key.flatMap((item) => letters.get(item) ?? [])
  return (kind === 'order' || options.length === 0 ? known : known.sort()).join(' ')
}
