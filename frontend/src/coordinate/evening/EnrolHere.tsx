import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Consent } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { Icon } from '../../components/Icon/Icon'
import { useCore } from '../../i18n/core'
import { noConsent } from '../../learn/account/ConsentForm'
import { consentVersion } from '../../learn/account/purposes'
import { StepHeading } from '../../learn/account/StepHeading'
import { enrol, log } from '../field/log'
import { namesakes } from '../field/roster'
import { tell, Unwritten } from '../field/tell'
import { ConsentRead } from '../people/ConsentRead'
import type { Who } from '../people/EnrolPage'
import { WhoStep } from '../people/WhoStep'
import { Faces } from './Faces'
import { useEveningWords } from './messages'
import { typed } from './typed'
import type { Evening } from './useEvening'
import '../../learn/account/account.css'

type Step = 'who' | 'same' | 'agree'

/** Enrols somebody who has come, also without a network: who it is, and what they agree to. A card is printed later. */
export default function EnrolHere({ evening }: { evening: Evening }) {
  const m = useEveningWords()
  const { action } = useCore()
  const { route } = useLocation()
  const { helper, people, roster } = evening
  const [step, setStep] = useState<Step>('who')
  const [who, setWho] = useState<Who>(() => ({ name: typed.take(), phone: '', band: '', language: 'vi' }))
  const [consent, setConsent] = useState<Consent>(noConsent)
  const back = `/village/${helper.village}/evening/who`
  const same = namesakes(people, who.name)

  function go(next: Step) {
    setStep(next)
    scrollTo(0, 0)
  }

  async function join(person: string) {
    const there = evening.session.people.some((one) => one.person === person && one.left === null)
    const joined = { kind: 'joined', session: evening.id, person } as const
    if (there || (await tell(log(helper, joined, `${m.join}: ${who.name.trim()}`)))) route(back)
  }

  async function finish() {
    const name = who.name.trim().normalize('NFC')
    const phone = who.phone.trim()
    const body = {
      name,
      language: who.language,
      consent,
      consent_version: consentVersion,
      ...(phone && { phone }),
      ...(who.band && { birth_band: who.band }),
    }
    if (await tell(enrol(helper, evening.id, body, `${m.who.enrol}: ${name}`))) route(back)
  }

  return (
    <div class="page">
      <div class="register-head">
        <button type="button" class="bar-button" onClick={() => (step === 'who' ? route(back) : go('who'))}>
          <Icon name="arrow-left" />
          <span>{action.back}</span>
        </button>
        <strong>{m.who.enrol}</strong>
      </div>
      <Unwritten />
      {step === 'who' && (
        <WhoStep
          who={who}
          lead={roster?.name ?? ''}
          fault={undefined}
          onChange={setWho}
          onDone={() => go(same.length > 0 ? 'same' : 'agree')}
        />
      )}
      {step === 'same' && (
        <>
          <div class="stack stack-tight">
            <StepHeading>{m.who.listed}</StepHeading>
            <p>{m.who.listedText}</p>
          </div>
          <Faces people={same} onPick={({ id }) => void join(id)} />
          <Button icon="user-plus" onClick={() => go('agree')}>
            {m.who.anyway}
          </Button>
        </>
      )}
      {step === 'agree' && <ConsentRead given={consent} error={undefined} onChange={setConsent} onDone={finish} />}
    </div>
  )
}
