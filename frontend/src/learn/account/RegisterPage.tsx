import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { api } from '../../api/endpoints'
import { ApiError } from '../../api/error'
import type { Village, Ward } from '../../api/schema'
import { signIn } from '../../app/account'
import { useStore } from '../../app/store'
import { Icon } from '../../components/Icon/Icon'
import { Progress } from '../../components/Progress/Progress'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { ConsentStep } from './ConsentStep'
import { NameStep } from './NameStep'
import { PinStep } from './PinStep'
import { PlaceStep } from './PlaceStep'
import { useRegister } from './registerMessages'
import { VillageStep } from './VillageStep'
import './account.css'

const steps = ['place', 'village', 'name', 'pin', 'consent'] as const
type Step = (typeof steps)[number]

/** Five screens, one question each. What was answered stays when one goes back. */
export default function RegisterPage() {
  const { register: m } = useRegister()
  const { action } = useCore()
  const lang = useStore(language)
  const { route } = useLocation()
  const [step, setStep] = useState<Step>('place')
  const [ward, setWard] = useState<Ward | null>(null)
  const [village, setVillage] = useState<Village | null>(null)
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [pin, setPin] = useState('')
  const [fault, setFault] = useState<{ step: Step; text: string } | null>(null)
  const [error, setError] = useState<unknown>(undefined)

  const at = steps.indexOf(step)
  const go = (next: Step) => {
    setError(undefined)
    setStep(next)
    scrollTo(0, 0)
  }

  async function register(consent: { village_list: boolean; statistics: boolean; certificate: boolean }) {
    if (!village) return go('place')
    setError(undefined)
    setFault(null)
    try {
      signIn(
        await api.register({
          name: name.trim().normalize('NFC'),
          pin,
          village: village.id,
          ...(phone.trim() && { phone: phone.trim() }),
          language: lang,
          consent: { account: true, ...consent },
        }),
      )
      route('/', true)
    } catch (failure) {
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

  const back = () => (at === 0 ? route('/') : go(steps[at - 1] as Step))
  return (
    <div class="page register">
      <div class="register-head">
        <button type="button" class="bar-button" onClick={back}>
          <Icon name="arrow-left" />
          <span>{action.back}</span>
        </button>
        <div>
          <Progress value={at + 1} max={steps.length} label={m.step(number(at + 1), number(steps.length))}>
            <span class="small quiet num">{m.step(number(at + 1), number(steps.length))}</span>
          </Progress>
        </div>
      </div>
      {step === 'place' && (
        <PlaceStep
          onDone={(chosen) => {
            setWard(chosen)
            go('village')
          }}
        />
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
      {step === 'consent' && <ConsentStep error={error} onDone={register} />}
    </div>
  )
}
