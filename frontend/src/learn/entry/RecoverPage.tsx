import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { accountApi } from '../../api/account'
import { ApiError } from '../../api/error'
import { landing } from '../../app/landing'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Field } from '../../components/Field/Field'
import { Page } from '../../components/Page/Page'
import { useCore } from '../../i18n/core'
import { PinStep } from '../account/PinStep'
import { looksLikePhone } from '../account/phone'
import { useRegister } from '../account/registerMessages'
import { EntryError } from './EntryError'
import { enter } from './enter'
import { Leave } from './Leave'
import { useEntry } from './messages'
import { hasCode, wrongCode } from './steps'
import '../account/account.css'
import './entry.css'

/** Forgotten PIN: the code of the village's team, then a new PIN. */
export default function RecoverPage() {
  const { recover: m } = useEntry()
  const { register } = useRegister()
  const { action } = useCore()
  const { route } = useLocation()
  const { person, expired } = useStore(session)
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [step, setStep] = useState<'code' | 'pin'>('code')
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState(false)
  const [pinFault, setPinFault] = useState<string | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  const phoneFault = phone.trim() === '' ? m.phoneMissing : looksLikePhone(phone) ? undefined : register.phoneWrong
  const codeFault = code.trim() === '' ? m.codeMissing : refused ? m.codeWrong : undefined

  async function recover(pin: string) {
    setBusy(true)
    setError(undefined)
    setPinFault(undefined)
    try {
      const login = await enter(() => accountApi.recover({ phone: phone.trim(), code: code.trim(), pin }), true)
      route(landing(login.person), true)
    } catch (failure) {
      setBusy(false)
      if (wrongCode(failure)) {
        setRefused(true)
        setStep('code')
      } else if (hasCode(failure, 'pin_taken')) setPinFault(register.pinTaken)
      else if (failure instanceof ApiError && failure.fields.some(({ field }) => field === 'pin'))
        setPinFault(register.pinWeak)
      else setError(failure)
    }
  }

  if (step === 'pin') {
    return (
      <div class="page">
        <EntryError error={error} />
        {busy ? <p role="status">{m.saving}</p> : <PinStep fault={pinFault} onDone={(pin) => void recover(pin)} />}
        <Button look="quiet" onClick={() => setStep('code')}>
          {action.back}
        </Button>
      </div>
    )
  }
  return (
    <Page title={m.title}>
      <Leave to={expired ? person?.id : undefined} onStay={() => route('/')}>
        <p>{m.text}</p>
        <form
          class="stack stack-wide"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            setTried(true)
            if (!phoneFault && !codeFault) setStep('pin')
          }}
        >
          <Field
            label={m.phone}
            type="tel"
            inputMode="tel"
            autoComplete="username"
            maxLength={24}
            value={phone}
            error={tried ? phoneFault : undefined}
            onInput={(text) => {
              setPhone(text)
              setRefused(false)
            }}
          />
          <div class="code-input">
            <Field
              label={m.code}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={16}
              value={code}
              error={tried ? codeFault : undefined}
              onInput={(text) => {
                setCode(text)
                setRefused(false)
              }}
            />
          </div>
          <Button look="main" type="submit" iconEnd="arrow-right">
            {register.pin}
          </Button>
        </form>
        <p class="quiet">{m.none}</p>
        <ButtonLink look="quiet" href="/card">
          {m.noPhone}
        </ButtonLink>
      </Leave>
    </Page>
  )
}
