import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { api } from '../../api/endpoints'
import { comeBack, signIn } from '../../app/account'
import { landing } from '../../app/landing'
import { session } from '../../app/session'
import { ErrorNotice } from '../../app/states'
import { useStore } from '../../app/store'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Field } from '../../components/Field/Field'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { useLogin } from './loginMessages'
import './account.css'

/** Only a path of our own, so that a link cannot lead elsewhere after signing in. */
const safe = (back: string | undefined) => (back && /^\/(?![/\\])/.test(back) ? back : undefined)

export default function LoginPage() {
  const m = useLogin()
  const { route, query } = useLocation()
  const { person, expired } = useStore(session)
  const [looking, setLooking] = useState(true)
  const [staff, setStaff] = useState(person !== null && person.role !== 'resident')
  const [phone, setPhone] = useState('')
  const [secret, setSecret] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  function goOn() {
    const signedIn = session.get().person
    route(safe(query.back) ?? (signedIn ? landing(signedIn) : '/'), true)
  }

  useEffect(() => {
    // The cookie may still hold: then nobody needs to remember anything.
    if (person && !expired) return goOn()
    if (expired) return setLooking(false)
    void comeBack().then((back) => (back ? goOn() : setLooking(false)))
  }, [])

  const secretFault = staff ? secret === '' && m.passwordMissing : !/^\d{6}$/.test(secret) && m.pinMissing
  const phoneFault = phone.trim() === '' && m.phoneMissing

  async function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    setError(undefined)
    if (busy || phoneFault || secretFault) return
    setBusy(true)
    try {
      signIn(await api.login({ phone: phone.trim(), ...(staff ? { password: secret } : { pin: secret }) }))
      goOn()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  function change() {
    setStaff(!staff)
    setSecret('')
    setTried(false)
    setError(undefined)
  }

  return (
    <Page title={m.title}>
      {looking ? (
        <Skeleton lines={2} cards={2} />
      ) : (
        <>
          <form class="stack stack-wide" noValidate onSubmit={(event) => void submit(event)}>
            <Field
              label={m.phone}
              type="tel"
              inputMode="tel"
              autoComplete="username"
              maxLength={24}
              value={phone}
              error={tried && phoneFault ? phoneFault : undefined}
              onInput={setPhone}
            />
            <Field
              key={staff ? 'password' : 'pin'}
              label={staff ? m.password : m.pin}
              type="password"
              inputMode={staff ? 'text' : 'numeric'}
              autoComplete="current-password"
              maxLength={staff ? 200 : 6}
              code={!staff}
              value={secret}
              error={tried && secretFault ? secretFault : undefined}
              onInput={(text) => setSecret(staff ? text : text.replace(/\D/g, ''))}
            />
            <ErrorNotice error={error} />
            <Button look="main" type="submit" busy={busy}>
              {busy ? m.busy : m.submit}
            </Button>
          </form>
          {!staff && <p class="quiet">{m.forgot}</p>}
          <div class="stack stack-tight login-more">
            <ButtonLink look="second" icon="user-plus" href="/register">
              {m.register}
            </ButtonLink>
            <Button look="quiet" onClick={change}>
              {staff ? m.resident : m.staff}
            </Button>
          </div>
        </>
      )}
    </Page>
  )
}
