import { useRef, useState } from 'preact/hooks'
import type { Consent } from '../../api/schema'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Switch } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { language } from '../../i18n/messages'
import { consentVersion, purposes } from '../../learn/account/purposes'
import { useRegister } from '../../learn/account/registerMessages'
import { StepHeading } from '../../learn/account/StepHeading'
import { useSettings } from '../../learn/account/settings/messages'
import { Listen } from '../../learn/listen/Listen'
import { usePeople } from './messages'

export const noConsent: Consent = { account: false, village_list: false, statistics: false, certificate: false }

interface ConsentReadProps {
  given: Consent
  error: unknown
  onChange: (given: Consent) => void
  onDone: () => Promise<void>
}

/** What is read out to the person, who switches; all off, since agreeing is something one does. */
export function ConsentRead({ given, error, onChange, onDone }: ConsentReadProps) {
  const { enrol: m, errors } = usePeople()
  const { consent: words } = useSettings()
  const { register } = useRegister()
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
        <p>{m.agreeText}</p>
      </div>
      <Listen root={root} at="consent" index={0} language={lang} />
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
      <Notice icon="users">{m.helped}</Notice>
      <div class="thumb stack">
        {tried && !given.account && <Notice kind="warn" icon="triangle-alert" title={m.agreeFirst} live />}
        <CodedError error={error} words={errors} />
        <Button look="main" busy={busy} onClick={() => void submit()}>
          {busy ? m.finishing : m.finish}
        </Button>
      </div>
    </div>
  )
}
