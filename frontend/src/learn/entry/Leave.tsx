import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { UUID } from '../../api/schema'
import { outboxState } from '../../app/running'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { flushNow } from '../../offline/outbox'
import { warning } from '../account/leaving'
import { useEntry } from './messages'

interface LeaveProps {
  /** Who comes, if that is known: nobody is warned of themselves. */
  to?: UUID | undefined
  onStay: () => void
  /** What follows, once nothing is left to send or the person wants it all the same. */
  children: ComponentChildren
}

/** Stands before whatever takes the phone from somebody: names what only they can send. */
export function Leave({ to, onStay, children }: LeaveProps) {
  const { leave: m } = useEntry()
  const core = useCore()
  const { person, expired } = useStore(session)
  // Once somebody else has come, nobody is leaving.
  const [leaver] = useState(person?.id)
  const { unsent: waiting, parked, work, sending } = useStore(outboxState)
  // What was refused can be mended, but by them alone.
  const unsent = waiting + parked
  const [agreed, setAgreed] = useState(false)
  const shown = useRef(false)
  const told =
    person && person.id === leaver && person.id !== to
      ? warning({ unsent, noPhone: person.phone === null }, 'switch')
      : null
  if (!person || agreed || (!told && !shown.current)) return <>{children}</>
  // What was sent while the warning stood changes it, and does not sweep it away under a finger.
  shown.current = true
  return (
    <Notice
      kind={told ? 'warn' : 'good'}
      live
      title={told ? m.unsent(person.name, number(unsent), work) : m.sent}
      action={
        <div class="stack stack-tight">
          {waiting > 0 && !expired && (
            <Button look="main" icon="send" busy={sending} onClick={() => void flushNow()}>
              {sending ? core.unsent.sending : core.unsent.send}
            </Button>
          )}
          <Button onClick={onStay}>{core.action.cancel}</Button>
          <Button look={told ? 'danger' : 'main'} onClick={() => setAgreed(true)}>
            {told ? m.go : m.goOn}
          </Button>
        </div>
      }
    >
      {told && <p>{m.text(work)}</p>}
    </Notice>
  )
}
