import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { accountApi } from '../../../api/account'
import { api } from '../../../api/endpoints'
import { enter } from '../enter'
import { needed } from '../steps'
import { EnrolStep } from './EnrolStep'
import { PasswordStep } from './PasswordStep'
import { RecoveryCodes } from './RecoveryCodes'
import { TotpStep } from './TotpStep'

export interface StaffLoginProps {
  phone: string
  onPhone: (phone: string) => void
  onDone: () => void
  /** Other ways, shown while nothing but the password is asked for. */
  children: ComponentChildren
}

/** Password, then the authenticator app; who has none yet adds one on the way. */
export function StaffLogin({ phone, onPhone, onDone, children }: StaffLoginProps) {
  const { query } = useLocation()
  const [password, setPassword] = useState('')
  const [step, setStep] = useState<'password' | 'totp' | 'enrolment'>('password')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const who = { phone: phone.trim(), password }

  const signIn = (totp?: string) => enter(() => api.login({ ...who, ...(totp && { totp }) })).then(onDone)

  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />
  if (step === 'totp') return <TotpStep ask={signIn} onBack={() => setStep('password')} />
  if (step === 'enrolment') {
    return (
      <EnrolStep
        begin={() => accountApi.beginTotp(who)}
        confirm={async (totp) => setCodes((await enter(() => accountApi.confirmTotp({ ...who, totp }))).recovery_codes)}
      />
    )
  }
  return (
    <>
      <PasswordStep
        phone={phone}
        password={password}
        back={query.back}
        fault={query.oidc}
        onPhone={onPhone}
        onPassword={setPassword}
        ask={() =>
          signIn().catch((failure: unknown) => {
            const more = needed(failure)
            if (more !== 'totp' && more !== 'enrolment') throw failure
            setStep(more)
          })
        }
      />
      <div class="stack stack-tight login-more">{children}</div>
    </>
  )
}
