import { useState } from 'preact/hooks'
import { Button } from '../../components/Button/Button'
import { Field } from '../../components/Field/Field'
import { useCore } from '../../i18n/core'
import { looksLikePhone } from './phone'
import { useRegister } from './registerMessages'
import { StepHeading } from './StepHeading'

interface NameStepProps {
  name: string
  phone: string
  /** What the server said about one of the two. */
  fault: string | undefined
  onChange: (next: { name: string; phone: string }) => void
  onDone: () => void
}

export function NameStep({ name, phone, fault, onChange, onDone }: NameStepProps) {
  const { register: m } = useRegister()
  const { action } = useCore()
  const [tried, setTried] = useState(false)
  const nameFault = name.trim() === '' ? m.nameMissing : name.trim().length > 80 ? m.nameLong : undefined
  const phoneFault = phone.trim() !== '' && !looksLikePhone(phone) ? m.phoneWrong : undefined
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
      <StepHeading>{m.name}</StepHeading>
      <Field
        label={m.nameLabel}
        autoComplete="name"
        maxLength={80}
        required
        value={name}
        error={tried ? nameFault : undefined}
        onInput={(text) => onChange({ name: text, phone })}
      />
      <Field
        label={m.phoneLabel}
        hint={m.phoneHint}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        maxLength={24}
        value={phone}
        error={(tried ? phoneFault : undefined) ?? fault}
        onInput={(text) => onChange({ name, phone: text })}
      />
      <div class="thumb">
        <Button look="main" type="submit" iconEnd="arrow-right">
          {action.next}
        </Button>
      </div>
    </form>
  )
}
