import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { api } from '../../api/endpoints'
import { ApiError } from '../../api/error'
import type { Account, Consent, Language, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { useLoad } from '../../app/useLoad'
import { Icon } from '../../components/Icon/Icon'
import { Progress } from '../../components/Progress/Progress'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { noConsent } from '../../learn/account/ConsentForm'
import { PinStep } from '../../learn/account/PinStep'
import { consentVersion } from '../../learn/account/purposes'
import { ConsentRead } from './ConsentRead'
import { Enrolled } from './Enrolled'
import { usePeople } from './messages'
import { PinAsk } from './PinAsk'
import { WhoStep } from './WhoStep'
import '../../learn/account/account.css'

const steps = ['who', 'pin', 'agree'] as const
type Step = (typeof steps)[number]

export interface Who {
  name: string
  phone: string
  /** The decade of birth; empty where it is not told. */
  band: string
  language: Language
}

const nobody: Who = { name: '', phone: '', band: '', language: 'vi' }

/** Enrols somebody who is present: who it is, a PIN of their own if they want one, and what they agree to. */
export default function EnrolPage() {
  const id = useRoute().params.id as VillageID
  const { enrol: m } = usePeople()
  const { action } = useCore()
  const { route } = useLocation()
  const village = useLoad(() => api.village(id), [id])
  const [step, setStep] = useState<Step>('who')
  const [who, setWho] = useState<Who>(nobody)
  const [typing, setTyping] = useState(false)
  const [pin, setPin] = useState('')
  const [consent, setConsent] = useState<Consent>(noConsent)
  const [fault, setFault] = useState<{ step: Step; text: string } | null>(null)
  const [error, setError] = useState<unknown>(undefined)
  const [done, setDone] = useState<Account | null>(null)

  function go(next: Step) {
    setError(undefined)
    setTyping(false)
    setStep(next)
    scrollTo(0, 0)
  }

  function begin() {
    setWho({ ...nobody, language: who.language })
    setPin('')
    setConsent(noConsent)
    setFault(null)
    setDone(null)
    go('who')
  }

  async function enrol() {
    setError(undefined)
    setFault(null)
    const phone = who.phone.trim()
    try {
      const body = {
        name: who.name.trim().normalize('NFC'),
        language: who.language,
        consent,
        consent_version: consentVersion,
      }
      setDone(
        await staffApi.enrol(id, {
          ...body,
          ...(phone && { phone }),
          ...(who.band && { birth_band: who.band }),
          ...(pin && { pin }),
        }),
      )
      // The person has it in their head now; nothing else should.
      setPin('')
    } catch (failure) {
      const where = failure instanceof ApiError ? faultOf(failure) : null
      if (!where) return setError(failure)
      go(where.step)
      setFault(where)
      setTyping(where.step === 'pin')
    }
  }

  /** Which screen a refusal belongs to; null where it belongs to none. */
  function faultOf(failure: ApiError): { step: Step; text: string } | null {
    const at = (field: string) => failure.fields.some((one) => one.field === field)
    if (failure.code === 'pin_taken') return { step: 'pin', text: m.pinTaken }
    if (at('pin')) return { step: 'pin', text: m.pinWeak }
    if (at('phone')) return { step: 'who', text: m.phoneWrong }
    if (at('name')) return { step: 'who', text: m.nameMissing }
    return null
  }

  if (done) return <Enrolled account={done} village={id} onAnother={begin} />

  const at = steps.indexOf(step)
  const back = () => {
    if (typing) return setTyping(false)
    if (at === 0) return route(`/village/${id}/people`)
    go(steps[at - 1] as Step)
  }
  return (
    <div class="page">
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
      {step === 'who' && (
        <WhoStep
          who={who}
          lead={m.lead(village.data?.name ?? '…')}
          fault={fault?.step === 'who' ? fault.text : undefined}
          onChange={(next) => {
            setWho(next)
            setFault(null)
          }}
          onDone={() => go('pin')}
        />
      )}
      {step === 'pin' && !typing && (
        <PinAsk
          onYes={() => setTyping(true)}
          onNo={() => {
            setPin('')
            go('agree')
          }}
        />
      )}
      {step === 'pin' && typing && (
        <PinStep
          fault={fault?.step === 'pin' ? fault.text : undefined}
          onDone={(chosen) => {
            setPin(chosen)
            setFault(null)
            go('agree')
          }}
        />
      )}
      {step === 'agree' && <ConsentRead given={consent} error={error} onChange={setConsent} onDone={enrol} />}
    </div>
  )
}
