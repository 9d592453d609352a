import { useEffect, useState } from 'preact/hooks'
import type { ListedAccount, UUID, VillageID } from '../../api/schema'
import { session } from '../../app/session'
import { type Loaded, useLoad } from '../../app/useLoad'
import { firstAccounts, otherAccounts } from './accounts'
import { type RosterView, wholeRoster } from './roster'

interface Roster extends Omit<Loaded<readonly ListedAccount[]>, 'loading'> {
  /** Whether everybody is there; the first of a large village can be seen before the rest. */
  whole: boolean
  change: (account: Partial<ListedAccount> & { id: UUID }) => void
}

/** The accounts of a village, the first ones as soon as they are there. */
export function useRoster(village: VillageID): Roster {
  const first = useLoad(() => firstAccounts(village), [village])
  const next = first.data?.next ?? null
  const rest = useLoad(async () => (next === null ? [] : otherAccounts(village, next)), [village, next])
  const [changes, setChanges] = useState<ReadonlyMap<UUID, Partial<ListedAccount>>>(new Map())
  const loaded = first.data && [...first.data.items, ...(next === null ? [] : (rest.data ?? []))]
  return {
    data: loaded?.map((one) => ({ ...one, ...changes.get(one.id) })),
    error: first.error ?? rest.error,
    whole: first.data !== undefined && (next === null || (rest.data !== undefined && !rest.loading)),
    reload: () => {
      first.reload()
      rest.reload()
    },
    change: (account) =>
      setChanges((before) => new Map(before).set(account.id, { ...before.get(account.id), ...account })),
  }
}

let kept: { owner: UUID | undefined; village: VillageID; view: RosterView } | null = null

/**
 * What of a roster is looked at, as it was when its reader comes back from one of the people. It is kept in memory alone, and for nobody
 * else: what was searched for is somebody's name.
 */
export function useRosterView(village: VillageID): [RosterView, (view: RosterView) => void] {
  const owner = session.get().person?.id
  const [view, setView] = useState(() => (kept?.owner === owner && kept?.village === village ? kept.view : wholeRoster))
  useEffect(() => {
    kept = { owner, village, view }
  }, [owner, village, view])
  return [view, setView]
}
