import type { Course, Visits } from '../../api/schema'
import { moduleTitle } from '../evening/words'
import { daysAgo } from '../when'
import type { VisitsWords } from './messages.vi'

export type Visit = Visits['items'][number]

/** Why to visit somebody, as one would tell a neighbour. Nothing is known of how old they are, so they are called by name. */
export function reasonOf(
  { name, reason, modules, since }: Visit,
  courses: readonly Course[] | undefined,
  m: VisitsWords,
  number: (n: number) => string,
  now: number,
): string {
  const title = moduleTitle(courses, modules[0] ?? null)
  switch (reason) {
    case 'stuck':
      return title ? m.stuck(name, title) : m.stuckSome(name)
    case 'one_left':
      return title ? m.oneLeft(name, title) : m.oneLeftSome(name)
    case 'silent':
      return m.silent(name, number(daysAgo(since, now)))
    default:
      return m.notStarted(name)
  }
}
