import { address } from '../api/client'
import type { Course, Language } from '../api/schema'
import { lessons } from './cacheNames'

const addresses = (course: Course, lang: Language) => [
  address(`/courses/${course.id}`, { lang }),
  ...course.modules.map((module) => address(`/modules/${module.id}`, { lang })),
]

/** Whether every module of a course can be opened without a network. */
export async function isKept(course: Course, lang: Language): Promise<boolean> {
  if (!('caches' in self)) return false
  const cache = await caches.open(lessons)
  const found = await Promise.all(addresses(course, lang).map((url) => cache.match(url, { ignoreVary: true })))
  return found.every(Boolean)
}

/**
 * Keeps a course on the phone, what is there already left alone. The page does it itself, since the worker may not
 * be in charge yet on a first visit. Says whether all of it is there.
 */
export async function keepCourse(course: Course, lang: Language): Promise<boolean> {
  if (!('caches' in self)) return false
  const cache = await caches.open(lessons)
  let complete = true
  for (const url of addresses(course, lang)) {
    if (await cache.match(url, { ignoreVary: true })) continue
    try {
      const response = await fetch(url, { headers: { Accept: 'application/json' } })
      if (response.ok) await cache.put(url, response)
      else complete = false
    } catch {
      return false
    }
  }
  return complete
}
