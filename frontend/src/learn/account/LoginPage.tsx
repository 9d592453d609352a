import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { comeBack } from '../../app/account'
import { landing } from '../../app/landing'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { languageReady } from '../../i18n/messages'
import { knownPeople } from '../../offline/people'
import { Leave } from '../entry/Leave'
import { safe } from '../entry/steps'
import { useLogin } from './loginMessages'
import { PhoneLogin } from './PhoneLogin'
import './account.css'
import '../entry/entry.css'

/** Signing in with a phone number and a PIN; staff with a password, whose screens are fetched when they ask for them. */
export default function LoginPage() {
  const m = useLogin()
  const { route, query } = useLocation()
  const { person, expired } = useStore(session)
  // Somebody else than who is signed in wants to come.
  const another = query.other !== undefined
  const [looking, setLooking] = useState(true)
  const [staff, setStaff] = useState(
    query.staff !== undefined || query.oidc !== undefined || (person !== null && person.role !== 'resident'),
  )
  const [phone, setPhone] = useState('')

  function goOn() {
    const signedIn = session.get().person
    route(safe(query.back) ?? (signedIn ? landing(signedIn) : '/'), true)
  }

  useEffect(() => {
    // The cookie may still hold: then nobody needs to remember anything.
    if (person && !expired && !another) return goOn()
    if (expired || another) return setLooking(false)
    void comeBack().then((back) => (back ? goOn() : setLooking(false)))
  }, [])

  if (looking) {
    return (
      <Page title={m.title}>
        <Skeleton lines={2} cards={2} />
      </Page>
    )
  }
  return (
    <Page title={m.title}>
      <Leave to={expired && !another ? person?.id : undefined} onStay={() => route('/who')}>
        {staff ? (
          <Staff phone={phone} onPhone={setPhone} onDone={goOn}>
            <Button look="quiet" onClick={() => setStaff(false)}>
              {m.resident}
            </Button>
          </Staff>
        ) : (
          <PhoneLogin phone={phone} before={!another && <Known />} onPhone={setPhone} onDone={goOn}>
            <ButtonLink icon="user-plus" href="/register">
              {m.register}
            </ButtonLink>
            <Button look="quiet" onClick={() => setStaff(true)}>
              {m.staff}
            </Button>
          </PhoneLogin>
        )}
      </Leave>
    </Page>
  )
}

/** Who has been here before need not type a number. */
function Known() {
  const m = useLogin()
  const { data } = useLoad(() => knownPeople().catch(() => []), [])
  return data?.length ? (
    <ButtonLink icon="users" href="/who">
      {m.who}
    </ButtonLink>
  ) : null
}

type StaffLoginProps = import('../entry/staff/StaffLogin').StaffLoginProps
type StaffPart = typeof import('../entry/staff/StaffLogin').StaffLogin

function Staff(props: StaffLoginProps) {
  const m = useLogin()
  const [part, setPart] = useState<{ StaffLogin: StaffPart | null } | undefined>(undefined)
  useEffect(() => {
    void import('../entry/staff/StaffLogin')
      .then(async (loaded) => {
        await languageReady()
        setPart(loaded)
      })
      .catch(() => setPart({ StaffLogin: null }))
  }, [])
  if (!part) return <Skeleton lines={2} cards={2} />
  if (part.StaffLogin) return <part.StaffLogin {...props} />
  return (
    <>
      <p>{m.staffAway}</p>
      {props.children}
    </>
  )
}
