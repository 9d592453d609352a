import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Person } from '../../api/schema'
import { signOut } from '../../app/account'
import { outboxState } from '../../app/running'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { flushNow } from '../../offline/outbox'
import { warning } from './leaving'
import { useAccount } from './messages'

/** Leaves the phone to the next person; works without a network, and warns of what could then not be sent. */
export function SignOut({ person }: { person: Person }) {
  const m = useAccount()
  const { unsent: waiting, parked, work, sending } = useStore(outboxState)
  // What was refused can be mended, but by them alone.
  const unsent = waiting + parked
  const { route } = useLocation()
  const words = useCore()
  const [asking, setAsking] = useState(false)
  const told = warning({ unsent, noPhone: person.phone === null }, 'sign-out')

  const leave = async () => {
    // Without a network the phone forgets all the same; the cookie runs out by itself.
    await signOut(() => route('/', true)).catch(() => undefined)
  }

  if (!asking) {
    return (
      <Button icon="log-out" onClick={() => (told ? setAsking(true) : void leave())}>
        {m.signOut}
      </Button>
    )
  }
  return (
    <Notice
      kind={told ? 'warn' : 'good'}
      live
      title={told === 'unsent' ? m.signOutUnsent(number(unsent)) : told ? m.signOutNoPhone : m.signOutSent}
      action={
        <div class="stack stack-tight">
          {waiting > 0 && (
            <Button look="main" icon="send" busy={sending} onClick={() => void flushNow()}>
              {sending ? words.unsent.sending : words.unsent.send}
            </Button>
          )}
          <Button onClick={() => setAsking(false)}>{words.action.cancel}</Button>
          <Button look="danger" onClick={() => void leave()}>
            {told ? m.signOutAnyway : m.signOut}
          </Button>
        </div>
      }
    >
      {unsent > 0 && <p>{m.signOutUnsentText(work)}</p>}
      {person.phone === null && <p>{m.signOutNoPhoneText}</p>}
    </Notice>
  )
}
