import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { accountApi } from '../../api/account'
import { remember } from '../../app/account'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { Field } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { useCore } from '../../i18n/core'
import { clock, day } from '../../i18n/format'
import { wardName } from '../../i18n/places'
import { type Joining, Register } from '../account/RegisterPage'
import { tidy } from './codes'
import { EntryError } from './EntryError'
import { Leave } from './Leave'
import { useEntry } from './messages'
import { Scanner } from './Scanner'
import { wrongCode } from './steps'
import { useFragment } from './useFragment'
import '../account/account.css'
import './entry.css'

/** A join code, from a poster's address or typed: shows whose it is, then registers or confirms. */
export default function JoinPage() {
  const { join: m } = useEntry()
  const opened = useFragment(false)
  const [found, setFound] = useState<(Joining & { until: string }) | null>(null)
  const [registering, setRegistering] = useState(false)

  if (found && registering) return <Register joining={found} onBack={() => setRegistering(false)} />
  return (
    <Page title={m.title}>
      {found ? (
        <Found joining={found} onRegister={() => setRegistering(true)} onOther={() => setFound(null)} />
      ) : (
        <CodeForm opened={opened} onFound={setFound} />
      )}
    </Page>
  )
}

function CodeForm({ opened, onFound }: { opened: string; onFound: (joining: Joining & { until: string }) => void }) {
  const { join: m } = useEntry()
  const { route } = useLocation()
  const [text, setText] = useState(opened)
  const [scanning, setScanning] = useState(false)
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function look(code: string) {
    setError(undefined)
    if (tidy(code) === '') return setFault(m.missing)
    setBusy(true)
    try {
      const { village, ward, expires_at: until } = await accountApi.lookUpJoinCode(tidy(code))
      onFound({ code: tidy(code), village, ward, until })
    } catch (failure) {
      if (wrongCode(failure)) setFault(m.notValid)
      else setError(failure)
      setBusy(false)
    }
  }
  // Whoever has scanned a poster has typed nothing and should press nothing.
  useEffect(() => {
    setText(opened)
    if (opened) void look(opened)
  }, [opened])

  return (
    <>
      <p>{m.text}</p>
      <form
        class="stack code-input"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) void look(text)
        }}
      >
        <Field
          label={m.label}
          hint={m.example}
          autoComplete="off"
          maxLength={24}
          value={text}
          error={fault || undefined}
          onInput={(next) => {
            setText(next)
            setFault('')
          }}
        />
        <EntryError error={error} />
        <Button look="main" type="submit" busy={busy}>
          {busy ? m.looking : m.look}
        </Button>
      </form>
      {scanning ? (
        <Scanner
          onFound={(code) => {
            setScanning(false)
            if (code.kind === 'card') route(`/card#${encodeURIComponent(code.token)}`)
            else {
              setText(code.code)
              void look(code.code)
            }
            return false
          }}
        />
      ) : (
        <Button icon="qr-code" onClick={() => setScanning(true)}>
          {m.scan}
        </Button>
      )}
    </>
  )
}

interface FoundProps {
  joining: Joining & { until: string }
  onRegister: () => void
  onOther: () => void
}

function Found({ joining, onRegister, onOther }: FoundProps) {
  const { join: m } = useEntry()
  const { person } = useStore(session)
  const { village, ward, until } = joining
  return (
    <>
      <Card warm>
        <p class="quiet">{m.found}</p>
        <h2>{m.place(village.name, wardName(ward))}</h2>
        <p class="small quiet">{m.until(`${clock(until)}, ${day(until)}`)}</p>
      </Card>
      {person ? (
        <SignedIn joining={joining} onRegister={onRegister} />
      ) : (
        <div class="stack stack-tight">
          <Button look="main" iconEnd="arrow-right" onClick={onRegister}>
            {m.register}
          </Button>
          <ButtonLink href={`/login?back=${encodeURIComponent(`/join#${joining.code}`)}`}>{m.have}</ButtonLink>
        </div>
      )}
      <Button look="quiet" onClick={onOther}>
        {m.otherCode}
      </Button>
    </>
  )
}

/** Somebody is signed in: the code confirms them, or they hand the phone to somebody who registers. */
function SignedIn({ joining, onRegister }: Omit<FoundProps, 'onOther'>) {
  const { join: m } = useEntry()
  const { person } = useStore(session)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const { action } = useCore()
  const [error, setError] = useState<unknown>(undefined)
  if (!person) return null
  const { village } = joining

  async function confirm() {
    setBusy(true)
    setError(undefined)
    try {
      remember(await accountApi.joinVillage(joining.code))
      setDone(true)
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  if (done) {
    return (
      <Notice kind="good" live title={m.confirmed} action={<ButtonLink href="/">{action.home}</ButtonLink>}>
        <p>{m.confirmedText(village.name)}</p>
      </Notice>
    )
  }
  const here = person.village?.id === village.id
  const register = <Button onClick={() => setLeaving(true)}>{m.someoneElse}</Button>
  return (
    <div class="stack">
      {person.unconfirmed && here && (
        <>
          <p>{m.confirmText}</p>
          <Button look="main" icon="check" busy={busy} onClick={() => void confirm()}>
            {m.confirm(person.name)}
          </Button>
          <EntryError error={error} />
        </>
      )}
      {person.unconfirmed && !here && person.village && <Notice title={m.elsewhere(person.village.name)} />}
      {!person.unconfirmed && <p>{m.already(person.name)}</p>}
      {leaving ? (
        <Leave onStay={() => setLeaving(false)}>
          <Button look="main" iconEnd="arrow-right" onClick={onRegister}>
            {m.register}
          </Button>
        </Leave>
      ) : (
        register
      )}
    </div>
  )
}
