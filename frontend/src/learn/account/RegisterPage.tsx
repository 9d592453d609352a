import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { api } from '../../api/endpoints'
import { ApiError } from '../../api/error'
import type { Village, Ward } from '../../api/schema'
import { campaign } from '../../app/running'
import { useStore } from '../../app/store'
import { ButtonLink } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Icon } from '../../components/Icon/Icon'
import { Page } from '../../components/Page/Page'
import { Progress } from '../../components/Progress/Progress'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { wardName } from '../../i18n/places'
import { enter } from '../entry/enter'
import { hasCode } from '../entry/steps'
import { noConsent } from './ConsentForm'
import { ConsentStep } from './ConsentStep'
import { NameStep } from './NameStep'
import { PinStep } from './PinStep'
import { PlaceStep } from './PlaceStep'
import { consentVersion } from './purposes'
import { useRegister } from './registerMessages'
import { VillageStep } from './VillageStep'
import './account.css'

const steps = ['place', 'village', 'name', 'pin', 'consent'] as const
type Step = (typeof steps)[number]

/** A join code, and where it enrols. */
export interface Joining {
  code: string
  village: Village
  ward: Ward
}

export default function RegisterPage() {
  const { route } = useLocation()
  return <Register onBack={() => route('/')} />
}

interface RegisterProps {
  /** Then the place is known, and stays as it is. */
  joining?: Joining
  onBack: () => void
}

/** Five screens, one question each, or three with a join code. What was answered stays when one goes back. */
export function Register({ joining, onBack }: RegisterProps) {
  const { register: m } = useRegister()
  const { action } = useCore()
  const lang = useStore(language)
  const { route } = useLocation()
  const [step, setStep] = useState<Step>(joining ? 'name' : 'place')
  const [ward, setWard] = useState<Ward | null>(joining?.ward ?? null)
  const [village, setVillage] = useState<Village | null>(joining?.village ?? null)
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [pin, setPin] = useState('')
  const [consent, setConsent] = useState(noConsent)
  const [fault, setFault] = useState<{ step: Step; text: string } | null>(null)
  const [error, setError] = useState<unknown>(undefined)

  const [closed, setClosed] = useState(false)
  const open = useStore(campaign)?.open_registration !== false

  const own = joining ? steps.slice(2) : steps
  const at = own.indexOf(step)
  const go = (next: Step) => {
    setError(undefined)
    setStep(next)
    scrollTo(0, 0)
  }

  async function register() {
    if (!village) return go('place')
    setError(undefined)
    setFault(null)
    try {
      const ask = () =>
        api.register({
          name: name.trim().normalize('NFC'),
          pin,
          village: village.id,
          ...(phone.trim() && { phone: phone.trim() }),
          language: lang,
          consent: { ...consent, account: true },
          consent_version: consentVersion,
          ...(joining && { join_code: joining.code }),
        })
      await enter(ask, true)
      route('/', true)
    } catch (failure) {
      if (hasCode(failure, 'registration_closed')) return setClosed(true)
      const where = failure instanceof ApiError ? faultOf(failure) : null
      if (!where) return setError(failure)
      setFault(where)
      go(where.step)
    }
  }

  /** Which screen a refusal belongs to; null where it belongs to none. */
  function faultOf(failure: ApiError): { step: Step; text: string } | null {
    if (failure.code === 'pin_taken') return { step: 'pin', text: m.pinTaken }
    if (failure.fields.some((one) => one.field === 'pin')) return { step: 'pin', text: m.pinWeak }
    if (failure.fields.some((one) => one.field === 'phone')) return { step: 'name', text: m.phoneWrong }
    if (failure.fields.some((one) => one.field === 'name')) return { step: 'name', text: m.nameMissing }
    return null
  }

  const back = () => (at === 0 ? onBack() : go(own[at - 1] as Step))
  if (closed || !(open || joining)) return <Closed />
  return (
    <div class="page register">
      <div class="register-head">
        <button type="button" class="bar-button" onClick={back}>
          <Icon name="arrow-left" />
          <span>{action.back}</span>
        </button>
        <div>
          <Progress value={at + 1} max={own.length} label={m.step(number(at + 1), number(own.length))}>
            <span class="small quiet num">{m.step(number(at + 1), number(own.length))}</span>
          </Progress>
        </div>
      </div>
      {joining && <p class="quiet">{m.joining(joining.village.name, wardName(joining.ward))}</p>}
      {step === 'place' && (
        <>
          <PlaceStep
            onDone={(chosen) => {
              setWard(chosen)
              go('village')
            }}
          />
          <ButtonLink look="quiet" href="/join">
            {m.haveCode}
          </ButtonLink>
        </>
      )}
      {step === 'village' && ward && (
        <VillageStep
          ward={ward}
          onBack={() => go('place')}
          onDone={(chosen) => {
            setVillage(chosen)
            go('name')
          }}
        />
      )}
      {step === 'name' && (
        <NameStep
          name={name}
          phone={phone}
          fault={fault?.step === 'name' ? fault.text : undefined}
          onChange={(next) => {
            setName(next.name)
            setPhone(next.phone)
            setFault(null)
          }}
          onDone={() => go('pin')}
        />
      )}
      {step === 'pin' && (
        <PinStep
          fault={fault?.step === 'pin' ? fault.text : undefined}
          onDone={(chosen) => {
            setPin(chosen)
            setFault(null)
            go('consent')
          }}
        />
      )}
      {step === 'consent' && <ConsentStep given={consent} error={error} onChange={setConsent} onDone={register} />}
    </div>
  )
}

/** The campaign takes nobody without a join code. */
function Closed() {
  const { register: m } = useRegister()
  const action = (
    <div class="stack stack-tight">
      <ButtonLink look="main" href="/join">
        {m.enterCode}
      </ButtonLink>
      <ButtonLink href="/courses">{m.lookFirst}</ButtonLink>
    </div>
  )
  return (
    <Page title={m.closed} bare>
      <EmptyState page picture="nothing" title={m.closed} action={action}>
        <p>{m.closedText}</p>
      </EmptyState>
    </Page>
  )
}
