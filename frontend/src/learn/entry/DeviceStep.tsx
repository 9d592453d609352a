import { useEffect, useRef, useState } from 'preact/hooks'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Field } from '../../components/Field/Field'
import { EntryError } from './EntryError'
import { useEntry } from './messages'
import { hasCode, needed } from './steps'

interface DeviceStepProps {
  /** Signs in with the code as well. */
  ask: (code: string) => Promise<void>
  onBack: () => void
}

/** This phone does not know the person yet: one more thing that only the village's team can give. */
export function DeviceStep({ ask, onBack }: DeviceStepProps) {
  const { device: m } = useEntry()
  const [code, setCode] = useState('')
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])

  async function submit(event: Event) {
    event.preventDefault()
    if (busy) return
    setError(undefined)
    if (code.trim() === '') return setFault(m.missing)
    setBusy(true)
    try {
      await ask(code.trim())
    } catch (failure) {
      // A server that asks again has not taken the code; which of number, PIN and code is wrong it tells nobody.
      if (needed(failure) === 'device' || hasCode(failure, 'code_not_valid', 'wrong_credentials')) setFault(m.wrong)
      else setError(failure)
      setBusy(false)
    }
  }

  return (
    <section class="stack" aria-labelledby="device-title">
      <h2 id="device-title" tabIndex={-1} ref={heading}>
        {m.title}
      </h2>
      <p>{m.text}</p>
      <ol class="entry-steps">
        {m.how.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <form class="stack code-input" noValidate onSubmit={(event) => void submit(event)}>
        <Field
          label={m.label}
          autoComplete="one-time-code"
          maxLength={16}
          value={code}
          error={fault || undefined}
          onInput={(text) => {
            setCode(text)
            setFault('')
          }}
        />
        <EntryError error={error} />
        <Button look="main" type="submit" busy={busy}>
          {m.submit}
        </Button>
      </form>
      <div class="stack stack-tight">
        <ButtonLink icon="qr-code" href="/card">
          {m.card}
        </ButtonLink>
        <Button look="quiet" onClick={onBack}>
          {m.back}
        </Button>
      </div>
    </section>
  )
}
