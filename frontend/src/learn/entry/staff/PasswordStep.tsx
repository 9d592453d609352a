import { useState } from 'preact/hooks'
import { accountApi } from '../../../api/account'
import { address } from '../../../api/client'
import { useLoad } from '../../../app/useLoad'
import { Button } from '../../../components/Button/Button'
import { Field } from '../../../components/Field/Field'
import { Notice } from '../../../components/Notice/Notice'
import { safe } from '../steps'
import { useStaffLogin } from './messages'
import { StaffError } from './StaffError'

interface PasswordStepProps {
  phone: string
  password: string
  /** Where to go after signing in. */
  back: string | undefined
  /** What went wrong at the OpenID Connect provider. */
  fault: string | undefined
  onPhone: (phone: string) => void
  onPassword: (password: string) => void
  /** Signs in; what it throws is shown. */
  ask: () => Promise<void>
}

export function PasswordStep({ phone, password, back, fault, onPhone, onPassword, ask }: PasswordStepProps) {
  const m = useStaffLogin()
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const phoneFault = tried && phone.trim() === '' ? m.phoneMissing : undefined
  const passwordFault = tried && password === '' ? m.passwordMissing : undefined

  async function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    setError(undefined)
    if (busy || phone.trim() === '' || password === '') return
    setBusy(true)
    await ask().catch(setError)
    setBusy(false)
  }

  return (
    <>
      <OidcFault code={fault} />
      <form class="stack stack-wide" noValidate onSubmit={(event) => void submit(event)}>
        <Field
          label={m.phone}
          type="tel"
          inputMode="tel"
          autoComplete="username"
          maxLength={24}
          value={phone}
          error={phoneFault}
          onInput={onPhone}
        />
        <Field
          label={m.password}
          type="password"
          autoComplete="current-password"
          maxLength={200}
          value={password}
          error={passwordFault}
          onInput={onPassword}
        />
        <StaffError error={error} />
        <Button look="main" type="submit" busy={busy}>
          {busy ? m.busy : m.submit}
        </Button>
      </form>
      <Oidc back={back} />
    </>
  )
}

function OidcFault({ code }: { code: string | undefined }) {
  const { oidcFaults } = useStaffLogin()
  if (code === undefined) return null
  const told = code in oidcFaults ? oidcFaults[code as keyof typeof oidcFaults] : oidcFaults.oidc_failed
  return (
    <Notice kind="error" title={told.what} live>
      <p>{told.act}</p>
    </Notice>
  )
}

/** Where a provider is configured. The way back leads over this page, which takes the cookie that was set. */
function Oidc({ back }: { back: string | undefined }) {
  const m = useStaffLogin()
  const { data } = useLoad(() => accountApi.waysIn(), [])
  if (!data?.oidc) return null
  const own = safe(back)
  const here = `/login${own ? `?back=${encodeURIComponent(own)}` : ''}`
  // Not a link: the router would take it for a page of the app.
  return <Button onClick={() => location.assign(address('/auth/oidc', { back: here }))}>{m.oidc(data.oidc)}</Button>
}
