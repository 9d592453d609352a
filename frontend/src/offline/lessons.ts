import { address } from '../api/client'
import type { ContentID, ContentLanguage, Course, Language, Module, Recording } from '../api/schema'
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

/** Asks a source for every part of a course, and tells each module of which all is there. */
async function each(
  course: Course,
  { lang, wish, recordings }: Wanted,
  source: Source,
  tell: (whole: ContentID) => void,
): Promise<void> {
  // Without it the lessons cannot be found.
  if (!(await source(address(`/courses/${course.id}`, { lang })))) return
  for (const { id } of course.modules) {
    const get = async (language: ContentLanguage) =>
      read<Module>(await source(address(`/modules/${id}`, { lang: language })))
    let module = await get(lang)
    if (wish && module?.languages?.includes(wish)) module = await get(wish)
    let whole = module !== undefined
    for (const url of recordings && module ? recordingsOf(module) : []) {
      whole = (await source(url)) !== undefined && whole
    }
    if (whole) tell(id)
  }
}

const read = async <T>(response: Response | undefined) => (response ? ((await response.json()) as T) : undefined)

/** The recordings that a module names, each once. */
export function recordingsOf(module: Module): Recording[] {
  const parts = [...module.steps, ...module.steps.map((step) => step.practice), ...module.quiz.questions]
  return [...new Set(parts.flatMap((part) => part?.audio ?? []))]
}

/** The modules of a course that can be opened, and heard where they have recordings, without a network. */
export async function keptOf(course: Course, wanted: Wanted): Promise<ReadonlySet<ContentID>> {
  const kept = new Set<ContentID>()
  if (!('caches' in self)) return kept
  const cache = await caches.open(lessons)
  await each(
    course,
    wanted,
    (url) => cache.match(url, { ignoreVary: true }),
    (id) => kept.add(id),
  )
  return kept
}

/** Why not all of a course is on the phone: no network, no room, the server did not have it, or the person stopped it. */
export type Trouble = 'offline' | 'full' | 'failed' | 'stopped'

/**
 * Keeps a course on the phone, what is there already left alone, so that one that was cut goes on where it was. The page does
 * it itself, since the worker may not be in charge yet on a first visit. Tells how many modules are whole, and in the end
 * what is in the way of the rest.
 */
export async function keepCourse(
  course: Course,
  wanted: Wanted,
  tell: (whole: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Trouble | null> {
  if (!('caches' in self)) return 'failed'
  let whole = 0
  try {
    const cache = await caches.open(lessons)
    const keep: Source = async (url) => {
      const known = await cache.match(url, { ignoreVary: true })
      if (known) return known
      const response = await fetch(url, { headers: { Accept: 'application/json' }, signal: signal ?? null })
      if (!response.ok) return undefined
      await cache.put(url, response.clone())
      return response
    }
    await each(course, wanted, keep, () => tell(++whole))
    return whole === course.modules.length ? null : 'failed'
  } catch (error) {
    // Without a network or room there is no use in asking for the rest.
    if (signal?.aborted) return 'stopped'
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'offline'
  }
}

/** What modules weigh on the phone. A course that was kept before there were recordings says nothing of them. */
export const sizeOf = (modules: Course['modules']) =>
  modules.reduce((sum, { bytes, bytes_audio: audio }) => sum + bytes + (audio ?? 0), 0)
