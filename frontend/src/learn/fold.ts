import type { Campaign, ContentID, Course, Summary, Time, UUID } from '../api/schema'
import { dayOf } from './day'
import { type Known, path } from './path'
import { compare, type Marks, reviewsAfter } from './review'

/** A quiz or review that this phone has graded itself and the server has not acknowledged. */
export interface OwnResult extends Marks {
  /** The submission's. */
  id: UUID
  score: number
  max: number
  passed: boolean
  /** Some questions that came back: no attempt at the module. */
  review: boolean
}

/** What tells which modules count, and when. */
export type Rules = Pick<Campaign, 'modules' | 'first_day' | 'last_day'>

type Learnt = Summary['modules'][number]

export const noSummary = (resident: UUID): Summary => ({
  resident,
  submissions: 0,
  points: 0,
  passed: 0,
  modules: [],
  reviews: [],
})

/**
 * What the person has learnt, unsent results included: the server's summary is right but may be behind. It is what
 * progress/summary.go does on the server with all results, and progress/testdata/folds.json holds both to it. Which of equal
 * shares came first is not known of an unsent one from before the server's last: then the server's is the best. Without
 * rules everything counts. A campaign's own pass mark and its days of grace are the server's to apply.
 */
export function fold(summary: Summary, results: readonly OwnResult[], rules: Rules | null): Summary {
  if (results.length === 0) return summary
  const learnt = new Map(summary.modules.map((one) => [one.module, one]))
  for (const result of [...results].sort((a, b) => ms(a.at) - ms(b.at) || compare(a.id, b.id))) {
    if (!result.review) learnt.set(result.module, withAttempt(learnt.get(result.module), result, counts(rules, result)))
  }
  const modules = [...learnt.values()].sort((a, b) => compare(a.module, b.module))
  const counted = rules ? modules.flatMap((one) => one.counted ?? []) : modules
  return {
    ...summary,
    submissions: summary.submissions + results.length,
    points: counted.reduce((sum, { best }) => sum + best, 0),
    passed: counted.filter(({ passed }) => passed).length,
    modules,
    reviews: reviewsAfter(summary.reviews, results),
  }
}

/** Shares of right answers are compared, since versions of a module may ask more or fewer questions. */
function withAttempt(before: Learnt | undefined, result: OwnResult, counts: boolean): Learnt {
  const { module, score, max, passed, at } = result
  const passed_at = passed ? at : null
  const counted = counts ? better(before?.counted, result) : (before?.counted ?? null)
  if (!before) return { module, attempts: 1, best: score, max, passed, passed_at, last_at: at, counted }
  return {
    ...before,
    ...better(before, result),
    attempts: before.attempts + 1,
    counted,
    passed_at: passed_at && !(before.passed_at && ms(before.passed_at) <= ms(at)) ? at : before.passed_at,
    last_at: ms(before.last_at) > ms(at) ? before.last_at : at,
  }
}

type Best = Pick<Learnt, 'best' | 'max' | 'passed'>

const better = (before: Best | null | undefined, { score, max, passed }: OwnResult): Best => ({
  ...(before && score * before.max <= before.best * max
    ? { best: before.best, max: before.max }
    : { best: score, max }),
  passed: passed || !!before?.passed,
})

const counts = (rules: Rules | null, { module, at }: OwnResult) =>
  !rules || (rules.modules.includes(module) && dayOf(at) >= rules.first_day && dayOf(at) <= rules.last_day)

const ms = (at: Time) => Date.parse(at)

export const passedModules = (summary: Summary): Set<ContentID> =>
  new Set(summary.modules.filter((one) => one.passed).map((one) => one.module))

export interface Next {
  course: Course
  module: Course['modules'][number]
  /** The person has begun it and left. */
  begun: boolean
}

/** What to learn next: what was left in the middle, else the first module not passed yet on the recommended path. */
export function nextModule(
  courses: readonly Course[],
  passed: ReadonlySet<ContentID>,
  begun: ReadonlySet<ContentID>,
  after?: ContentID,
  known: Known = {},
): Next | null {
  const all = path(courses, known).flatMap((course) =>
    course.modules.map((module) => ({ course, module, begun: begun.has(module.id) })),
  )
  const open = all.filter(({ module }) => !passed.has(module.id) && module.id !== after)
  const start = all.findIndex(({ module }) => module.id === after)
  const later = new Set(all.slice(start + 1).map(({ module }) => module.id))
  return open.find((one) => one.begun) ?? open.find(({ module }) => later.has(module.id)) ?? open[0] ?? null
}
