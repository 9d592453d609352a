import { address } from '../api/client'
import type { ContentLanguage, Course, Language, Module, Recording } from '../api/schema'
import { lessons } from './cacheNames'

/** What of a course to keep. */
export interface Wanted {
  /** The interface's language. */
  lang: Language
  /** Another one, for lessons that have it. */
  wish: ContentLanguage | null
  recordings: boolean
}

/** Where a part is from; undefined if it cannot be had. */
type Source = (url: string) => Promise<Response | undefined>

/** Asks a source for every part of a course, and says whether all of them are there. */
async function all(course: Course, { lang, wish, recordings }: Wanted, source: Source): Promise<boolean> {
  let complete = (await source(address(`/courses/${course.id}`, { lang }))) !== undefined
  const get = async (path: string, language: ContentLanguage) => {
    const module = await read<Module>(await source(address(path, { lang: language })))
    complete &&= module !== undefined
    return module
  }
  for (const { id } of course.modules) {
    const path = `/modules/${id}`
    let module = await get(path, lang)
    if (wish && module?.languages?.includes(wish)) module = await get(path, wish)
    if (!recordings || !module) continue
    for (const url of recordingsOf(module)) complete = (await source(url)) !== undefined && complete
  }
  return complete
}

const read = async <T>(response: Response | undefined) => (response ? ((await response.json()) as T) : undefined)

/** The recordings that a module names, each once. */
export function recordingsOf(module: Module): Recording[] {
  const parts = [...module.steps, ...module.steps.map((step) => step.practice), ...module.quiz.questions]
  return [...new Set(parts.flatMap((part) => part?.audio ?? []))]
}

/** Whether every module of a course can be opened, and heard where it has recordings, without a network. */
export async function isKept(course: Course, wanted: Wanted): Promise<boolean> {
  if (!('caches' in self)) return false
  const cache = await caches.open(lessons)
  return all(course, wanted, (url) => cache.match(url, { ignoreVary: true }))
}

/**
 * Keeps a course on the phone, what is there already left alone. The page does it itself, since the worker may not
 * be in charge yet on a first visit. Says whether all of it is there.
 */
export async function keepCourse(course: Course, wanted: Wanted): Promise<boolean> {
  if (!('caches' in self)) return false
  const cache = await caches.open(lessons)
  const keep: Source = async (url) => {
    const known = await cache.match(url, { ignoreVary: true })
    if (known) return known
    const response = await fetch(url, { headers: { Accept: 'application/json' } })
    if (!response.ok) return undefined
    await cache.put(url, response.clone())
    return response
  }
  // Without a network there is no use in asking for the rest.
  return all(course, wanted, keep).catch(() => false)
}

/** What a course weighs on the phone. A course that was kept before there were recordings says nothing of them. */
export const sizeOf = (course: Course) =>
  course.modules.reduce((sum, { bytes, bytes_audio: audio }) => sum + bytes + (audio ?? 0), 0)
