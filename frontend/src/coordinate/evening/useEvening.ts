import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { ApiError } from '../../api/error'
import type { SessionResults, Session as SessionTold, UUID, VillageID } from '../../api/schema'
import { online } from '../../app/online'
import { answering } from '../../app/running'
import { useStore } from '../../app/store'
import { fieldApi } from '../field/api'
import type { Helper } from '../field/log'
import { keep } from '../field/roster'
import {
  type Asked,
  currentSession,
  type Held,
  hasAll,
  heldSessions,
  isGoingOn,
  type Session,
  sessionId,
  together,
} from '../field/session'
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
  /** All sessions known of, the newest first. */
  held: Held[]
  /** Belongs to the addresses of a session of before; empty for the one that goes on. */
  query: string
}

/**
 * A helper's evening in a village, from this phone and, where there is a network, from the other phones. Null until read. `before`
 * is a session to look at instead of the one that goes on.
 */
export function useEvening(village: VillageID, before?: UUID): Evening | null {
  const field = useField(village)
  const { current, held } = useSessions(village, field)
  const id = before ?? current
  const { told, fresh, asked } = useTold(field, id, before === undefined)
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
  // Somebody whom another helper has enrolled meanwhile.
  const strangers =
    field && told?.session.id === id ? told.items.filter(({ person }) => !field.byId.has(person)).length : 0
  useEffect(() => {
    if (strangers > 0) field?.reload()
  }, [strangers])
  if (!field || !id) return null
  const query = before ? `?session=${before}` : ''
  const present = session.people.filter(({ left }) => left === null).length
  return { ...field, id, session, told, fresh, present, held, query }
}

/** The session that goes on, of whichever phone, or the one that would be opened now; and all that are known of. */
function useSessions(village: VillageID, field: Field | null) {
  const up = useStore(online)
  const [made, setMade] = useState<UUID | null>(null)
  const [told, setTold] = useState<readonly SessionTold[] | undefined>(undefined)
  const events = field?.own.events
  // A page may stand open from one part of the day into the next.
  useEffect(() => void sessionId(village, Date.now()).then(setMade), [village, events])
  useEffect(() => {
    let gone = false
    void fieldApi
      .sessions(village)
      .then(({ items }) => gone || setTold(items))
      .catch(() => undefined)
    return () => {
      gone = true
    }
  }, [village, up])
  const kept = field?.roster?.session?.session
  return useMemo(() => {
    const own = events ?? []
    const now = Date.now()
    const theirs = told && (told.find((one) => one.open && isGoingOn(one.opened_at, now))?.id ?? null)
    return {
      current: field && currentSession({ events: own, theirs, kept, made }, now),
      held: heldSessions(own, told ?? []),
    }
  }, [field === null, events, told, kept, made])
}

const amountOf = ({ own }: Field): Asked => ({ events: own.events.length, unsent: own.unsent })

const pause = 20_000

/** The session as the server knows it, asked for again now and then, since others write to it. */
function useTold(field: Field | null, id: UUID | null, keeps: boolean) {
  const up = useStore(online)
  const helper = field?.helper
  const unsent = field?.own.unsent
  const [{ told, asked }, setTold] = useState<{ told?: SessionResults | undefined; asked: Asked | null }>({
    asked: null,
  })
  const [fresh, setFresh] = useState(false)
  const latest = useRef(field)
  latest.current = field
  useEffect(() => {
    if (!helper || !id) return
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    setTold((before) => (before.told ? before : { told: field?.roster?.session, asked: null }))
    // Whether the server knows the session, which it does not forget; one of before was found there.
    let held = !keeps
    const ask = async () => {
      const asked = latest.current && amountOf(latest.current)
      const answer = await answerOf(helper, id, held, keeps)
      if (gone) return
      held ||= answer !== null && answer !== 'away'
      if (answer !== 'away') setTold({ told: answer ?? undefined, asked })
      setFresh(answer !== 'away')
      later()
    }
    // Nobody looks at it while somebody answers a quiz, and the helper pays for what is fetched.
    const later = () => {
      timer = setTimeout(() => (answering.get() ? later() : void ask()), pause)
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

/**
 * Null for a session of which the server knows nothing yet; unless it is `held`, that is looked up, since asking for it would be an
 * error. One of before may be further back than the list goes.
 */
async function answerOf(
  helper: Helper,
  id: UUID,
  held: boolean,
  keeps: boolean,
): Promise<SessionResults | null | 'away'> {
  try {
    const known = held || (await fieldApi.sessions(helper.village)).items.some((one) => one.id === id)
    if (!known) return null
    const answer = await fieldApi.session(helper.village, id)
    if (keeps) await keep(helper, { session: answer })
    return answer
  } catch (error) {
    return error instanceof ApiError && error.status === 404 && !keeps ? null : 'away'
  }
}
