import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { accountApi } from '../../api/account'
import type { Login } from '../../api/schema'
import { landing } from '../../app/landing'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { useCore } from '../../i18n/core'
import type { Scanned } from './codes'
import { EntryError } from './EntryError'
import { enter } from './enter'
import { Leave } from './Leave'
import { useEntry } from './messages'
import { PinEntry } from './PinEntry'
import { Scanner } from './Scanner'
import { hasCode, needed } from './steps'
import { useFragment } from './useFragment'
import '../account/account.css'
import './entry.css'

/** Signing in with a printed card: its address was opened by the phone's own camera, or it is scanned here. */
export default function CardPage() {
  const { card: m } = useEntry()
  const { route } = useLocation()
  const opened = useFragment(true)
  const [token, setToken] = useState('')
  useEffect(() => setToken(opened), [opened])

  const onDone = ({ person }: Login) => route(landing(person), true)

  function take(found: Scanned): boolean {
    if (found.kind === 'card') setToken(found.token)
    else route(`/join#${encodeURIComponent(found.code)}`)
    return false
  }

  return (
    <Page title={m.title}>
      {token ? (
        <Someone onStay={() => setToken('')}>
          <UseCard key={token} token={token} onOther={() => setToken('')} onDone={onDone} />
        </Someone>
      ) : (
        <>
          <p>{m.text}</p>
          <Scanner onFound={take} />
          <p class="quiet small">{m.lost}</p>
        </>
      )}
    </Page>
  )
}

/** A card that is opened while somebody is learning changes the person: that is asked, never done by itself. */
function Someone({ onStay, children }: { onStay: () => void; children: preact.ComponentChildren }) {
  const { card: m } = useEntry()
  const { action } = useCore()
  const { person, expired } = useStore(session)
  const [leaver] = useState(person?.id)
  const [agreed, setAgreed] = useState(false)
  if (!person || expired || person.id !== leaver || agreed) {
    // Whoever has to sign in again most likely does so with this card.
    return (
      <Leave to={expired ? person?.id : undefined} onStay={onStay}>
        {children}
      </Leave>
    )
  }
  return (
    <Notice
      live
      icon="users"
      title={m.someone(person.name)}
      action={
        <div class="stack stack-tight">
          <Button look="main" onClick={() => setAgreed(true)}>
            {m.someoneGo}
          </Button>
          <Button onClick={onStay}>{action.cancel}</Button>
        </div>
      }
    >
      <p>{m.someoneText}</p>
    </Notice>
  )
}

interface UseCardProps {
  token: string
  onOther: () => void
  onDone: (login: Login) => void
}

function UseCard({ token, onOther, onDone }: UseCardProps) {
  const { card: m } = useEntry()
  const { action } = useCore()
  const [state, setState] = useState<'checking' | 'pin' | 'not-valid' | 'error'>('checking')
  const [error, setError] = useState<unknown>(undefined)

  async function check() {
    setState('checking')
    try {
      onDone(await enter(() => accountApi.loginCard({ token }), false))
    } catch (failure) {
      setError(failure)
      setState(needed(failure) === 'pin' ? 'pin' : hasCode(failure, 'card_not_valid') ? 'not-valid' : 'error')
    }
  }
  useEffect(() => void check(), [])

  if (state === 'checking') return <p role="status">{m.checking}</p>
  if (state === 'pin') {
    return (
      <>
        <p class="pin-ask">{m.pin}</p>
        <PinEntry
          label={m.pin}
          ask={(pin) => enter(() => accountApi.loginCard({ token, pin }), true)}
          onDone={onDone}
        />
      </>
    )
  }
  return (
    <>
      {state === 'not-valid' ? (
        <Notice kind="error" live title={m.notValid}>
          <p>{m.notValidText}</p>
        </Notice>
      ) : (
        <EntryError error={error} />
      )}
      <div class="stack stack-tight">
        {state === 'error' && (
          <Button look="main" icon="refresh-cw" onClick={() => void check()}>
            {action.retry}
          </Button>
        )}
        <Button icon="qr-code" onClick={onOther}>
          {m.again}
        </Button>
      </div>
    </>
  )
}
