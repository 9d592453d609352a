import { useState } from 'preact/hooks'
import { Button } from '../../components/Button/Button'
import { Field } from '../../components/Field/Field'
import { Tabs } from '../../components/Tabs/Tabs'
import { useCore } from '../../i18n/core'
import { looksLikePhone } from '../../learn/account/phone'
import { StepHeading } from '../../learn/account/StepHeading'
import { BandField } from './BandField'
import type { Who } from './EnrolPage'
import { usePeople } from './messages'

interface WhoStepProps {
  who: Who
  lead: string
  /** What the server said about the name or the number. */
  fault: string | undefined
  onChange: (who: Who) => void
  onDone: () => void
}

export function WhoStep({ who, lead, fault, onChange, onDone }: WhoStepProps) {
  const { enrol: m } = usePeople()
  const { action } = useCore()
  const [tried, setTried] = useState(false)
  const nameFault = who.name.trim() === '' ? m.nameMissing : undefined
  const phoneFault = who.phone.trim() !== '' && !looksLikePhone(who.phone) ? m.phoneWrong : undefined
  return (
    <form
      class="stack stack-wide"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!nameFault && !phoneFault) onDone()
      }}
    >
      <div class="stack stack-tight">
        <StepHeading>{m.who}</StepHeading>
        <p>{lead}</p>
      </div>
      <Field
        label={m.name}
        autoComplete="off"
        maxLength={80}
        required
        value={who.name}
        error={tried ? nameFault : undefined}
        onInput={(name) => onChange({ ...who, name })}
      />
      <Field
        label={m.phone}
        hint={m.phoneHint}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        maxLength={24}
        value={who.phone}
        error={(tried ? phoneFault : undefined) ?? fault}
        onInput={(phone) => onChange({ ...who, phone })}
      />
      <BandField label={m.band} value={who.band} onChange={(band) => onChange({ ...who, band })} />
      <div class="stack stack-tight">
        <h2>{m.language}</h2>
        <Tabs
          label={m.language}
          value={who.language}
          choices={[
            { value: 'vi', label: m.languages.vi },
            { value: 'en', label: m.languages.en },
          ]}
          onChange={(language) => onChange({ ...who, language })}
        />
      </div>
      <div class="thumb">
        <Button look="main" type="submit" iconEnd="arrow-right">
          {action.next}
        </Button>
      </div>
    </form>
  )
}
