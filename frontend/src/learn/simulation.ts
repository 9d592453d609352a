import type { Answer, ContentID, Part, Question, Screen } from '../api/schema'

/** What the interface takes in one answer. */
const mostTaps = 60

/** Where somebody is in a simulation. */
export interface Play {
  screen: Screen
  /** How many taps of the path are done. */
  done: number
  finished: boolean
  /** Every spot tapped, in order: the answer. */
  taps: Answer
  /** The spots tapped right since this screen opened. */
  here: readonly ContentID[]
  /** Wrong taps since the last right one. */
  misses: number
  /** What the last wrong tap's part says about it. */
  feedback: string | undefined
}

const pathOf = (question: Question): Answer => question.key ?? []

const open = (screen: Screen, done: number, taps: Answer, finished: boolean): Play => ({
  screen,
  done,
  finished,
  taps,
  here: [],
  misses: 0,
  feedback: undefined,
})

export function begin(question: Question): Play {
  const first = question.screens?.[0] ?? { id: '', parts: [] }
  return open(first, 0, [], pathOf(question).length === 0)
}

/** The digit of a key of a number pad. */
export const digitOf = (spot: ContentID): string | undefined => /^k([0-9])$/.exec(spot)?.[1]

const partOf = (screen: Screen, spot: ContentID): Part | undefined =>
  screen.parts.find((part) => part.spot === spot || (part.kind === 'keypad' && digitOf(spot) !== undefined))

/** What a tap leads to. The right one goes on, and opens its screen if it has one; a wrong one leaves everything in its place. */
export function step(question: Question, play: Play, spot: ContentID): Play {
  if (play.finished) return play
  const path = pathOf(question)
  const part = partOf(play.screen, spot)
  const taps = play.taps.length < mostTaps ? [...play.taps, spot] : play.taps
  if (spot !== path[play.done]) return { ...play, taps, misses: play.misses + 1, feedback: part?.feedback }
  const done = play.done + 1
  const next = question.screens?.find((screen) => screen.id === part?.opens)
  if (next) return open(next, done, taps, done === path.length)
  return { ...open(play.screen, done, taps, done === path.length), here: [...play.here, spot] }
}

/** Where somebody is who has tapped these spots: a simulation left in the middle goes on there. */
export const replay = (question: Question, taps: Answer): Play =>
  taps.reduce((play, spot) => step(question, play, spot), begin(question))

/** The spot to point at, once somebody has missed it twice. */
export const hint = (question: Question, play: Play): ContentID | undefined =>
  play.misses < 2 ? undefined : pathOf(question)[play.done]

/** The digits on the display of a number pad. */
export const typed = (play: Play): string => play.here.map((spot) => digitOf(spot) ?? '').join('')

/** Whether a switch is on now: each right tap on it has turned it. */
export const isOn = (part: Part, play: Play): boolean =>
  (play.here.filter((spot) => spot === part.spot).length % 2 === 1) !== (part.on ?? false)

/** Parts as they are drawn: neighbouring icons form a grid, and pieces of an address form one bar. */
export function clusters(parts: readonly Part[]): Part[][] {
  const out: Part[][] = []
  for (const part of parts) {
    const last = out[out.length - 1]
    const joins = (part.kind === 'icon' || part.kind === 'piece') && last?.[0]?.kind === part.kind
    if (joins) last.push(part)
    else out.push([part])
  }
  return out
}
