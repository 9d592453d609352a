import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/endpoints'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Field } from '../../components/Field/Field'
import { DeviceStep } from '../entry/DeviceStep'
import { EntryError } from '../entry/EntryError'
import { enter } from '../entry/enter'
import { hasCode, needed } from '../entry/steps'
import { useLogin } from './loginMessages'

interface PhoneLoginProps {
  phone: string
  onPhone: (phone: string) => void
  onDone: () => void
  /** Shorter ways in, above the form. */
  before?: ComponentChildren
  /** Other ways, below it. While more is asked for, neither is shown. */
  children: ComponentChildren
}

/** Phone number and PIN; on a phone that does not know the person, also a code of the village's team. */
export function PhoneLogin({ phone, onPhone, onDone, before, children }: PhoneLoginProps) {
  const m = useLogin()
  const [pin, setPin] = useState('')
  const [device, setDevice] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  const pinFault = !/^\d{6}$/.test(pin) && m.pinMissing
  const phoneFault = phone.trim() === '' && m.phoneMissing

  const signIn = (code?: string) =>
    enter(() => api.login({ phone: phone.trim(), pin, ...(code && { code }) }), true).then(onDone)

  async function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    setError(undefined)
    if (busy || phoneFault || pinFault) return
    setBusy(true)
    try {
      await signIn()
    } catch (failure) {
      if (needed(failure) === 'device') setDevice(true)
      else setError(failure)
      setBusy(false)
    }
  }

  if (device) return <DeviceStep ask={signIn} onBack={() => setDevice(false)} />
  return (
    <>
      {before}
      <form class="stack stack-wide" noValidate onSubmit={(event) => void submit(event)}>
        <Field
          label={m.phone}
          type="tel"
          inputMode="tel"
          autoComplete="username"
          maxLength={24}
          value={phone}
          error={tried && phoneFault ? phoneFault : undefined}
          onInput={onPhone}
        />
        <Field
          label={m.pin}
          type="password"
          inputMode="numeric"
          autoComplete="current-password"
          maxLength={6}
          code
          value={pin}
          error={tried && pinFault ? pinFault : undefined}
          onInput={(text) => setPin(text.replace(/\D/g, ''))}
        />
        <EntryError error={error} />
        {/* The server does not say whether a PIN is wrong or its owner not known in this browser. */}
        {hasCode(error, 'wrong_credentials') && <Button onClick={() => setDevice(true)}>{m.newHere}</Button>}
        <Button look="main" type="submit" busy={busy}>
          {busy ? m.busy : m.submit}
        </Button>
      </form>
      <div class="stack stack-tight">
        <ButtonLink icon="qr-code" href="/card">
          {m.card}
        </ButtonLink>
        <ButtonLink look="quiet" href="/recover">
          {m.forgot}
        </ButtonLink>
      </div>
      <div class="stack stack-tight login-more">{children}</div>
    </>
  )
}
