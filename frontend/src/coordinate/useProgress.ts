import { useEffect, useState } from 'preact/hooks'
import type { ResidentStatus, UUID, VillageID, VillageProgress } from '../api/schema'
import { staffApi } from '../api/staff'
import { type Loaded, useLoad } from '../app/useLoad'
import type { KeptRoster } from '../offline/db'
import { dropRoster, isClosed, keep, keptRoster } from './field/roster'

export type StatusFilter = ResidentStatus | undefined

/** What of a village is looked at: the first `pages` pages of its residents. */
export interface ProgressView {
  status: StatusFilter
  pages: number
}

interface Shown {
  status: StatusFilter
  progress: VillageProgress
}

interface Progress extends Loaded<VillageProgress> {
  /** Of which residents the list is, or is about to be. */
  status: StatusFilter
  /** What the village is called, as far as this phone knows. */
  name: string | undefined
}

/**
 * A village's progress: first as this phone has kept it for its helper, then as the server tells it. For somebody who is no helper, without
 * an owner, nothing is kept.
 */
export function useProgress(village: VillageID, owner: UUID | undefined, view: ProgressView): Progress {
  const [kept, setKept] = useState<KeptRoster | undefined>(undefined)
  useEffect(() => {
    let gone = false
    const show = (found: KeptRoster | undefined) => gone || setKept(found)
    if (owner) void keptRoster({ owner, village }).then(show, () => undefined)
    return () => {
      gone = true
    }
  }, [owner, village])

  const asked = useLoad(() => ask(village, owner, view), [village, owner])
  const { status, progress } = asked.data ?? { status: undefined, progress: kept?.progress }
  const closed = isClosed(asked.error)
  return {
    ...asked,
    data: closed ? undefined : progress,
    status: asked.loading ? view.status : status,
    name: progress?.village.name ?? (kept?.name || undefined),
  }
}

async function ask(village: VillageID, owner: UUID | undefined, view: ProgressView): Promise<Shown> {
  try {
    const progress = await read(village, view)
    const first = view.status === undefined && view.pages === 1
    if (owner && first) void keep({ owner, village }, { progress, name: progress.village.name }).catch(() => undefined)
    return { status: view.status, progress }
  } catch (failure) {
    // The names are not theirs to see any more.
    if (owner && isClosed(failure)) await dropRoster({ owner, village }).catch(() => undefined)
    throw failure
  }
}

/** The pages as one, with the newest totals. */
async function read(village: VillageID, { status, pages }: ProgressView): Promise<VillageProgress> {
  const query = status ? { status } : {}
  let whole = await staffApi.villageProgress(village, query)
  for (let n = 1; n < pages && whole.next !== null; n++) {
    const following = await staffApi.villageProgress(village, { ...query, after: whole.next })
    whole = { ...following, items: [...whole.items, ...following.items] }
  }
  return whole
}
