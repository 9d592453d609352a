import { useState } from 'preact/hooks'
import { Button } from '../../../components/Button/Button'
import { Field } from '../../../components/Field/Field'
import { hasCode } from '../steps'
import { useStaffLogin } from './messages'
import { StaffError } from './StaffError'

interface TotpStepProps {
  /** Signs in with the code as well. */
  ask: (code: string) => Promise<void>
  onBack: () => void
}

export function TotpStep({ ask, onBack }: TotpStepProps) {
  const { totp: m, submit: label, busy: busyLabel } = useStaffLogin()
  const [code, setCode] = useState('')
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function submit(event: Event) {
    event.preventDefault()
    if (busy) return
    setError(undefined)
    if (code.trim() === '') return setFault(m.missing)
    setBusy(true)
    try {
      await ask(code.trim())
    } catch (failure) {
      if (hasCode(failure, 'totp_required', 'wrong_credentials')) setFault(m.wrong)
      else setError(failure)
      setBusy(false)
    }
  }

  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <h2>{m.title}</h2>
      <p>{m.text}</p>
      <Field
        label={m.label}
        autoComplete="one-time-code"
        maxLength={24}
        value={code}
        error={fault || undefined}
        onInput={(text) => {
          setCode(text)
          setFault('')
        }}
      />
      <StaffError error={error} />
      <Button look="main" type="submit" busy={busy}>
        {busy ? busyLabel : label}
      </Button>
      <p class="quiet">{m.lost}</p>
      <Button look="quiet" onClick={onBack}>
        {m.back}
      </Button>
    </form>
  )
}
