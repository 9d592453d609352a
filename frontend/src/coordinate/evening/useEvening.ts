import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { SessionResults, UUID, VillageID } from '../../api/schema'
import { online } from '../../app/online'
import { useStore } from '../../app/store'
import { fieldApi } from '../field/api'
import type { Helper } from '../field/log'
import { keep } from '../field/roster'
import { type Asked, hasAll, isGoingOn, openSession, type Session, sessionId, together } from '../field/session'
import { type Field, useField } from '../field/useField'

export interface Evening extends Field {
  /** Of the session that goes on, or that would be opened now. */
  id: UUID
  session: Session
  /** What the server told of it last, and whether it did so just now. */
  told: SessionResults | undefined
  fresh: boolean
  /** How many are there now. */
  present: number
}

/** A helper's evening in a village, from this phone and, where there is a network, from the other phones. Null until read. */
export function useEvening(village: VillageID): Evening | null {
  const field = useField(village)
  const id = useSessionId(village, field)
  const { told, fresh, asked } = useTold(field, id)
  const events = field?.own.events
  const alone = field !== null && hasAll(asked, amountOf(field))
  const session = useMemo(
    () =>
      together(
        (events ?? []).filter((event) => event.session === id),
        told?.session.id === id ? told : undefined,
        !alone,
      ),
    [events, id, told, alone],
  )
  if (!field || !id) return null
  return { ...field, id, session, told, fresh, present: session.people.filter(({ left }) => left === null).length }
}

/** Stays the same while a session is open. Another phone may have opened the one that goes on. */
function useSessionId(village: VillageID, field: Field | null): UUID | null {
  const up = useStore(online)
  const [made, setMade] = useState<UUID | null>(null)
  const [theirs, setTheirs] = useState<UUID | null>(null)
  const open = useMemo(() => field && openSession(field.own.events, Date.now()), [field?.own.events])
  // A page may stand open from one part of the day into the next.
  useEffect(() => void sessionId(village, Date.now()).then(setMade), [village, open])
  useEffect(() => {
    let gone = false
    void fieldApi
      .sessions(village)
      .then(({ items }) => {
        const going = items.find((one) => one.open && isGoingOn(one.opened_at, Date.now()))
        if (!gone) setTheirs(going?.id ?? null)
      })
      .catch(() => undefined)
    return () => {
      gone = true
    }
  }, [village, up])
  return open ?? theirs ?? made
}

const amountOf = ({ own }: Field): Asked => ({ events: own.events.length, unsent: own.unsent })

const pause = 20_000

/** The session as the server knows it, asked for again now and then, since others write to it. */
function useTold(field: Field | null, id: UUID | null) {
  const up = useStore(online)
  const helper = field?.helper
  const unsent = field?.own.unsent
  const [{ told, asked }, setTold] = useState<{ told?: SessionResults | undefined; asked: Asked | null }>({ asked: null })
  const [fresh, setFresh] = useState(false)
  const latest = useRef(field)
  latest.current = field
  useEffect(() => {
    if (!helper || !id) return
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    setTold((before) => (before.told ? before : { told: field?.roster?.session, asked: null }))
    const ask = async () => {
      const asked = latest.current && amountOf(latest.current)
      const answer = await answerOf(helper, id)
      if (gone) return
      if (answer !== 'away') setTold({ told: answer ?? undefined, asked })
      setFresh(answer !== 'away')
      timer = setTimeout(() => void ask(), pause)
    }
    // Until it answers, what this phone noted itself counts.
    setFresh(false)
    void ask()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [helper, id, up, unsent === 0])
  return { told, fresh, asked }
}

/** Null for a session of which the server knows nothing yet; that is looked up, since asking for it would be an error. */
async function answerOf(helper: Helper, id: UUID): Promise<SessionResults | null | 'away'> {
  try {
    const { items } = await fieldApi.sessions(helper.village)
    if (!items.some((one) => one.id === id)) return null
    const answer = await fieldApi.session(helper.village, id)
    await keep(helper, { session: answer })
    return answer
  } catch {
    return 'away'
  }
}
