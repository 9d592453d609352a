import type { ContentID, Course, Summary, UUID } from '../api/schema'
import { type Known, path } from './path'
import { type Marks, reviewsAfter } from './review'

/** A quiz or review that this phone has graded itself and the server has not acknowledged. */
export interface OwnResult extends Marks {
  score: number
  max: number
  passed: boolean
  /** Some questions that came back: no attempt at the module. */
  review: boolean
}

export const noSummary = (resident: UUID): Summary => ({
  resident,
  submissions: 0,
  points: 0,
  passed: 0,
  modules: [],
  reviews: [],
})

/** What the person has learnt, unsent results included: the server's summary is right but may be behind. */
export function fold(summary: Summary, results: readonly OwnResult[]): Summary {
  const modules = new Map(summary.modules.map((one) => [one.module, { ...one }]))
  let { submissions, points, passed } = summary
  for (const result of results) {
    submissions += 1
    if (result.review) continue
    const before = modules.get(result.module)
    const best = Math.max(before?.best ?? 0, result.score)
    points += best - (before?.best ?? 0)
    if (result.passed && !before?.passed) passed += 1
    modules.set(result.module, {
      module: result.module,
      attempts: (before?.attempts ?? 0) + 1,
      best,
      max: result.max,
      passed: (before?.passed ?? false) || result.passed,
      passed_at: before?.passed_at ?? (result.passed ? result.at : null),
      last_at: result.at,
    })
  }
  return {
    ...summary,
    submissions,
    points,
    passed,
    modules: [...modules.values()],
    reviews: reviewsAfter(summary.reviews, results),
  }
}

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
