import { useState } from 'preact/hooks'
import type { TotpSecret } from '../../../api/schema'
import { LoadError } from '../../../app/states'
import { useLoad } from '../../../app/useLoad'
import { Button } from '../../../components/Button/Button'
import { Field } from '../../../components/Field/Field'
import { QrImage } from '../../../components/QrImage/QrImage'
import { Skeleton } from '../../../components/Skeleton/Skeleton'
import { hasCode } from '../steps'
import { useStaffLogin } from './messages'
import { StaffError } from './StaffError'
import './staff.css'

interface EnrolStepProps {
  begin: () => Promise<TotpSecret>
  confirm: (code: string) => Promise<void>
}

/** In groups of four, as people read and type it. */
const grouped = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ')

export function EnrolStep({ begin, confirm }: EnrolStepProps) {
  const { enrol: m, totp } = useStaffLogin()
  const secret = useLoad(begin, [])
  const [code, setCode] = useState('')
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function submit(event: Event) {
    event.preventDefault()
    if (busy) return
    setError(undefined)
    if (!/^\d{6}$/.test(code)) return setFault(m.missing)
    setBusy(true)
    try {
      await confirm(code)
    } catch (failure) {
      if (hasCode(failure, 'totp_required', 'wrong_credentials', 'code_not_valid')) setFault(totp.wrong)
      else setError(failure)
      setBusy(false)
    }
  }

  if (!secret.data) {
    return secret.error === undefined ? (
      <Skeleton lines={2} cards={1} />
    ) : (
      <LoadError error={secret.error} retry={secret.reload} />
    )
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <h2>{m.title}</h2>
      <p>{m.text}</p>
      <ol class="entry-steps">
        {m.how.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div class="enrol-qr">
        <QrImage qr={secret.data.qr} label={m.qr} />
      </div>
      <p class="small">
        {m.typed} <strong class="num enrol-secret">{grouped(secret.data.secret)}</strong>
      </p>
      <Field
        label={m.label}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        code
        value={code}
        error={fault || undefined}
        onInput={(text) => {
          setCode(text.replace(/\D/g, ''))
          setFault('')
        }}
      />
      <StaffError error={error} />
      <Button look="main" type="submit" busy={busy}>
        {m.submit}
      </Button>
    </form>
  )
}
