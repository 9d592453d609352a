import type { ContentID, Course } from '../../api/schema'
import { createStore } from '../../app/store'
import { keepCourse, type Trouble, type Wanted } from '../../offline/lessons'
import { keepForGood } from '../../offline/persist'
import { loadSimulation } from '../module/loadSimulation'

/** A course on its way onto the phone, or what came of it. */
export interface Download {
  /** Modules of which all is there. */
  done: number
  /** There while it runs. */
  stop?: () => void
  trouble?: Trouble | null
}

/** By course. A download goes on while the person looks at other pages. */
export const downloads = createStore<Readonly<Record<ContentID, Download>>>({})

export async function download(course: Course, wanted: Wanted): Promise<void> {
  const abort = new AbortController()
  const show = (now: Download) => downloads.set({ ...downloads.get(), [course.id]: now })
  let done = 0
  const running = () => show({ done, stop: () => abort.abort() })
  running()
  keepForGood()
  const drawn = loadSimulation().then(
    () => null,
    () => 'offline' as const,
  )
  const tell = (whole: number) => {
    done = whole
    running()
  }
  const trouble = (await keepCourse(course, wanted, tell, abort.signal)) ?? (await drawn)
  show({ done, trouble })
}
