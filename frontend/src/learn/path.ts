import type { ContentID, Course } from '../api/schema'

/** By course: whether somebody said that they can do already what it begins with. */
export type Known = Readonly<Record<ContentID, boolean>>

/** More would be an examination. */
const most = 3

const inOrder = (courses: readonly Course[]) => [...courses].sort((a, b) => a.order - b.order)

/** The courses that ask a starting question, the first ones first. */
export const asking = (courses: readonly Course[]): Course[] =>
  inOrder(courses)
    .filter((course) => course.known)
    .slice(0, most)

/** Where to begin: the courses in their order, those that the person knows at the end. Nothing is left out. */
export function path(courses: readonly Course[], known: Known): Course[] {
  const all = inOrder(courses)
  return [...all.filter((course) => !isKnown(course, known)), ...all.filter((course) => isKnown(course, known))]
}

/** An answer counts for as long as its course asks. */
export const isKnown = (course: Course, known: Known) => Boolean(course.known) && known[course.id] === true

/** Somebody said that this is new to them. */
export const isNew = (course: Course, known: Known) => Boolean(course.known) && known[course.id] === false
