import { useState } from 'preact/hooks'
import { Button } from '../../components/Button/Button'
import { Field } from '../../components/Field/Field'
import { useCore } from '../../i18n/core'
import { noConsent } from '../../learn/account/ConsentForm'
import { looksLikePhone } from '../../learn/account/phone'
import { consentVersion } from '../../learn/account/purposes'
import type { EnrolmentItem } from '../../offline/db'
import { ConsentRead } from '../people/ConsentRead'
import { usePeople } from '../people/messages'
import { correct } from './mend'
import { useFieldWords } from './messages'
import '../../learn/account/account.css'

/** An enrolment that the server did not take: name and number, and the consent read again where its text has changed. */
export function Correct({ item, onStop }: { item: EnrolmentItem; onStop: () => void }) {
  const m = useFieldWords()
  const { enrol: words } = usePeople()
  const { action } = useCore()
  const [name, setName] = useState(item.body.name)
  const [phone, setPhone] = useState(item.body.phone ?? '')
  const [reading, setReading] = useState(false)
  const [consent, setConsent] = useState(noConsent)
  const outdated = item.parked === 'consent_outdated'
  const faults = {
    name: name.trim() ? undefined : words.nameMissing,
    phone: phone.trim() && !looksLikePhone(phone) ? words.phoneWrong : undefined,
  }

  const send = (agreed?: { consent: typeof consent; version: string }) =>
    correct(item, { name: name.trim().normalize('NFC'), phone: phone.trim(), ...(agreed && { agreed }) })

  if (reading) {
    return (
      <ConsentRead
        given={consent}
        error={undefined}
        onChange={setConsent}
        onDone={() => send({ consent, version: consentVersion })}
      />
    )
  }
  return (
    <form
      class="stack stack-tight"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (faults.name || faults.phone) return
        if (outdated) setReading(true)
        else void send()
      }}
    >
      <Field label={m.name} value={name} maxLength={80} autoComplete="off" error={faults.name} onInput={setName} />
      <Field
        label={m.phone}
        type="tel"
        inputMode="tel"
        value={phone}
        maxLength={24}
        autoComplete="off"
        error={faults.phone}
        onInput={setPhone}
      />
      <Button look="main" type="submit">
        {outdated ? action.next : m.save}
      </Button>
      <Button onClick={onStop}>{action.cancel}</Button>
    </form>
  )
}
