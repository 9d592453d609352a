import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { UUID, VillageID } from '../../api/schema'
import { online } from '../../app/online'
import { outboxState } from '../../app/running'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import type { KeptRoster } from '../../offline/db'
import { dropOld, type Helper, type Own, ownWork } from './log'
import { dropRoster, everybody, fetchRoster, isClosed, keptRoster, type Neighbour } from './roster'

export interface Field {
  helper: Helper
  roster: KeptRoster | undefined
  /** Everybody in the village as this phone knows it, in the order in which they are looked for. */
  people: Neighbour[]
  byId: ReadonlyMap<UUID, Neighbour>
  own: Own
  /** Why the list of people could not be brought up to date. */
  error: unknown
  reload: () => void
}

/** What a helper's pages work with, read from this phone and brought up to date where there is a network. Null until read. */
export function useField(village: VillageID): Field | null {
  const owner = useStore(session).person?.id ?? ''
  const helper = useMemo(() => ({ owner, village }), [owner, village])
  const { roster, error, reload } = useRoster(helper)
  const state = useStore(outboxState)
  const [own, setOwn] = useState<Own | null>(null)

  useEffect(() => void dropOld(Date.now()).catch(() => undefined), [])

  useEffect(() => {
    let gone = false
    void ownWork(helper)
      .then((read) => gone || setOwn(read))
      .catch(() => undefined)
    return () => {
      gone = true
    }
  }, [helper, state])

  // Read anew with every item that is kept or sent, and mostly the same.
  const enrolled = own?.enrolled ?? []
  const key = enrolled.map(({ id, name }) => `${id} ${name}`).join()
  const people = useMemo(() => everybody(roster ?? undefined, enrolled), [roster, key])
  const byId = useMemo(() => new Map(people.map((one) => [one.id, one])), [people])
  if (roster === null || own === null) return null
  return { helper, roster, people, byId, own, error, reload }
}

/** So long, in ms, a list is good enough for the next page of an evening: each would fetch it anew, on the helper's own money. */
const recent = 5 * 60_000

/** Null until this phone has said whether it has one. */
function useRoster(helper: Helper) {
  const up = useStore(online)
  const [roster, setRoster] = useState<KeptRoster | undefined | null>(null)
  const [error, setError] = useState<unknown>(undefined)
  const [round, setRound] = useState(0)
  const begun = useRef<Helper | null>(null)

  useEffect(() => {
    let gone = false
    // A network that is back, or a button, asks for what is new.
    const again = begun.current === helper
    begun.current = helper
    const show = (read: KeptRoster | undefined) => gone || setRoster(read)
    void keptRoster(helper)
      .catch(() => undefined)
      .then((found) => {
        // Where only other pages of the village were opened, its people are not there yet.
        const kept = found?.at ? found : undefined
        if (kept) show(kept)
        return kept && !again && Date.now() - kept.at < recent ? kept : fetchRoster(helper)
      })
      .then(
        (fresh) => {
          show(fresh)
          setError(undefined)
        },
        (failure: unknown) => {
          if (gone) return
          setError(failure)
          // The names are not theirs to see any more.
          if (isClosed(failure)) void dropRoster(helper).catch(() => undefined)
          setRoster((before) => before ?? undefined)
        },
      )
    return () => {
      gone = true
    }
  }, [helper, up, round])

  return { roster, error, reload: () => setRound((n) => n + 1) }
}
