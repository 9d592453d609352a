import { useState } from 'preact/hooks'
import type { AppointBody, Appointed, StaffMember } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Field } from '../../components/Field/Field'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { Tabs } from '../../components/Tabs/Tabs'
import { useCore } from '../../i18n/core'
import { looksLikePhone } from '../../learn/account/phone'
import { useDesk } from './messages'
import { readablePhone } from './phone'
import { Select } from './Select'
import { type Place, people, period, soundPeriod } from './staff'

interface AppointFormProps {
  appoints: 'coordinator' | 'officer'
  members: readonly StaffMember[]
  places: readonly Place[]
  onCancel: () => void
  onDone: (appointed: Appointed) => void
}

const blank = { person: '', name: '', phone: '', place: '', from: '', until: '' }
type Draft = typeof blank

/** What the server is asked for, from what was filled in. */
function bodyOf(draft: Draft, role: AppointFormProps['appoints'], fresh: boolean): AppointBody {
  const who = fresh ? { name: draft.name.trim().normalize('NFC'), phone: draft.phone.trim() } : { person: draft.person }
  const where = role === 'coordinator' ? { village: draft.place } : { ward: draft.place }
  return { ...who, role, ...where, ...period(draft.from, draft.until) }
}

export function AppointForm({ appoints, members, places, onCancel, onDone }: AppointFormProps) {
  const { form: m, errors } = useDesk()
  const { missing } = useProofWords()
  const { action } = useCore()
  const proof = useProof()
  const known = people(members)
  const [fresh, setFresh] = useState(true)
  const [draft, setDraft] = useState<Draft>(blank)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const set = (key: keyof Draft) => (value: string) => setDraft({ ...draft, [key]: value })

  const faults = {
    person: !fresh && draft.person === '' ? m.chooseMissing : undefined,
    name: fresh && draft.name.trim() === '' ? m.nameMissing : undefined,
    phone: fresh && !looksLikePhone(draft.phone) ? m.phoneWrong : undefined,
    place: draft.place === '' ? m.chooseMissing : undefined,
    until: soundPeriod(draft.from, draft.until, Date.now()) ? undefined : m.untilWrong,
  }
  const told = (key: keyof typeof faults) => (tried ? faults[key] : undefined)

  async function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    setError(undefined)
    if (busy || Object.values(faults).some(Boolean)) return
    setBusy(true)
    try {
      onDone(await proof.run(() => staffApi.appoint(bodyOf(draft, appoints, fresh))))
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  return (
    <>
      <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
        <h2>{m.title}</h2>
        {known.length > 0 && (
          <Tabs
            label={m.who}
            value={fresh ? 'fresh' : 'existing'}
            choices={[
              { value: 'fresh', label: m.fresh },
              { value: 'existing', label: m.existing },
            ]}
            onChange={(value) => setFresh(value === 'fresh')}
          />
        )}
        {fresh ? (
          <>
            <Field
              label={m.name}
              autoComplete="off"
              maxLength={80}
              value={draft.name}
              error={told('name')}
              onInput={set('name')}
            />
            <Field
              label={m.phone}
              type="tel"
              inputMode="tel"
              autoComplete="off"
              maxLength={24}
              value={draft.phone}
              error={told('phone')}
              onInput={set('phone')}
            />
          </>
        ) : (
          <Select
            label={m.person}
            none={m.choose}
            value={draft.person}
            choices={known.map((one) => ({ value: one.person, label: `${one.name}, ${readablePhone(one.phone)}` }))}
            error={told('person')}
            onChange={set('person')}
          />
        )}
        <Select
          label={appoints === 'coordinator' ? m.village : m.ward}
          none={m.choose}
          value={draft.place}
          choices={places.map(({ id, name }) => ({ value: id, label: name }))}
          error={told('place')}
          onChange={set('place')}
        />
        <Field label={m.from} type="date" value={draft.from} onInput={set('from')} />
        <Field label={m.until} type="date" value={draft.until} error={told('until')} onInput={set('until')} />
        <CodedError error={error} words={{ ...errors, proof_required: missing }} />
        <div class="button-row">
          <Button onClick={onCancel}>{action.cancel}</Button>
          <Button look="main" type="submit" busy={busy}>
            {busy ? m.busy : m.submit}
          </Button>
        </div>
      </form>
      {proof.dialog}
    </>
  )
}
