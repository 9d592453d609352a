import { useState } from 'preact/hooks'
import { ErrorNotice } from '../../app/states'
import { Button } from '../../components/Button/Button'
import { Switch } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { useRegister } from './registerMessages'
import { StepHeading } from './StepHeading'
import { useSettings } from './settingsMessages'

export const purposes = ['account', 'village_list', 'statistics', 'certificate'] as const

interface ConsentStepProps {
  error: unknown
  onDone: (consent: { village_list: boolean; statistics: boolean; certificate: boolean }) => Promise<void>
}

/** One switch a purpose, all off: agreeing is something one does. */
export function ConsentStep({ error, onDone }: ConsentStepProps) {
  const { register: m } = useRegister()
  const { consent: words } = useSettings()
  const [given, setGiven] = useState({ account: false, village_list: false, statistics: false, certificate: false })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)

  async function submit() {
    setTried(true)
    if (!given.account) return
    setBusy(true)
    const { village_list, statistics, certificate } = given
    await onDone({ village_list, statistics, certificate })
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
      <div class="thumb stack">
        {tried && !given.account && <Notice kind="warn" icon="triangle-alert" title={m.agreeFirst} live />}
        <ErrorNotice error={error} />
        <Button look="main" busy={busy} onClick={() => void submit()}>
          {busy ? m.finishing : m.finish}
        </Button>
      </div>
    </>
  )
}
