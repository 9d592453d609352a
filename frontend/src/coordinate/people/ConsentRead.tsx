import { useState } from 'preact/hooks'
import type { Consent } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Switch } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { purposes } from '../../learn/account/ConsentStep'
import { StepHeading } from '../../learn/account/StepHeading'
import { useSettings } from '../../learn/account/settingsMessages'
import { usePeople } from './messages'

const none: Consent = { account: false, village_list: false, statistics: false, certificate: false }

/** What is read out to the person, who switches; all off, since agreeing is something one does. */
export function ConsentRead({ error, onDone }: { error: unknown; onDone: (consent: Consent) => Promise<void> }) {
  const { enrol: m, errors } = usePeople()
  const { consent: words } = useSettings()
  const [given, setGiven] = useState<Consent>(none)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)

  async function submit() {
    setTried(true)
    if (!given.account) return
    setBusy(true)
    await onDone(given)
    setBusy(false)
  }

  return (
    <>
      <div class="stack stack-tight">
        <StepHeading>{m.agree}</StepHeading>
        <p>{m.agreeText}</p>
      </div>
      <div class="stack stack-tight">
        {purposes.map((purpose) => (
          <Switch
            key={purpose}
            label={words[purpose].label}
            checked={given[purpose]}
            onChange={(on) => setGiven({ ...given, [purpose]: on })}
          >
            {words[purpose].text}
          </Switch>
        ))}
      </div>
      <Notice icon="users">{m.helped}</Notice>
      <div class="thumb stack">
        {tried && !given.account && <Notice kind="warn" icon="triangle-alert" title={m.agreeFirst} live />}
        <CodedError error={error} words={errors} />
        <Button look="main" busy={busy} onClick={() => void submit()}>
          {busy ? m.finishing : m.finish}
        </Button>
      </div>
    </>
  )
}
