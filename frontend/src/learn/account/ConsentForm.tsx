import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Consent } from '../../api/schema'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { Switch } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { language } from '../../i18n/messages'
import { LateListen } from './LateListen'
import { consentVersion, purposes } from './purposes'
import { useRegister } from './registerMessages'
import { StepHeading } from './StepHeading'
import { useSettings } from './settings/messages'

/** Before anything is agreed to. */
export const noConsent: Consent = { account: false, village_list: false, statistics: false, certificate: false }

export interface ConsentProps {
  given: Consent
  error: unknown
  onChange: (given: Consent) => void
  onDone: () => Promise<void>
}

interface ConsentFormProps extends Omit<ConsentProps, 'error'> {
  words: { agree: string; agreeFirst: string; finish: string; finishing: string }
  lead: ComponentChildren
  note?: ComponentChildren
  fault: ComponentChildren
}

/** One switch a purpose, all off: agreeing is something one does. Whoever reads badly has it read aloud. */
export function ConsentForm({ given, words: m, lead, note, fault, onChange, onDone }: ConsentFormProps) {
  const { register } = useRegister()
  const { consent: words } = useSettings()
  const lang = useStore(language)
  const root = useRef<HTMLDivElement>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)

  async function submit() {
    setTried(true)
    if (!given.account) return
    setBusy(true)
    await onDone()
    setBusy(false)
  }

  return (
    <div class="page-part consent" ref={root}>
      <div class="stack stack-tight">
        <StepHeading>{m.agree}</StepHeading>
        {lead}
      </div>
      <LateListen root={root} at="consent" index={0} language={lang} />
      <div class="stack stack-tight" lang={lang}>
        {purposes.map((purpose) => (
          <div key={purpose} data-say="text">
            <Switch
              label={words[purpose].label}
              checked={given[purpose]}
              onChange={(on) => onChange({ ...given, [purpose]: on })}
            >
              {words[purpose].text}
            </Switch>
          </div>
        ))}
      </div>
      <div class="small quiet stack stack-tight">
        <p data-say="text">{register.controller}</p>
        <p>{register.version(consentVersion)}</p>
      </div>
      {note}
      <div class="thumb stack">
        {tried && !given.account && <Notice kind="warn" icon="triangle-alert" title={m.agreeFirst} live />}
        {fault}
        <Button look="main" busy={busy} onClick={() => void submit()}>
          {busy ? m.finishing : m.finish}
        </Button>
      </div>
    </div>
  )
}
