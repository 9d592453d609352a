import { useState } from 'preact/hooks'
import type { Village } from '../../api/schema'
import { Field } from '../../components/Field/Field'
import { Select } from '../desk/Select'
import { After } from './After'
import { Foot } from './Foot'
import { useVillageWords } from './messages'
import { useChange } from './useChange'

type Kind = Village['kind']

interface NameFormProps {
  title: string
  /** What will have happened. */
  after: readonly string[]
  save: string
  before?: string
  /** Asks what the village is, too. */
  kind?: Kind
  send: (name: string, kind: Kind) => Promise<string>
  onCancel: () => void
  onDone: (said: string) => void
}

/** The name of a village that is new, or that gets another one. */
export function NameForm({ title, after, save, before = '', kind, send, onCancel, onDone }: NameFormProps) {
  const m = useVillageWords()
  const [name, setName] = useState(before)
  const [of, setOf] = useState<Kind>(kind ?? 'thon')
  const [tried, setTried] = useState(false)
  const change = useChange(onDone)
  const fault = nameFault(name, m)

  function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    if (!fault) change.run(() => send(name.trim().normalize('NFC'), of))
  }

  return (
    <>
      <form class="stack" noValidate onSubmit={submit} aria-label={title}>
        {kind && <h2>{title}</h2>}
        {kind && <KindSelect value={of} onChange={setOf} />}
        <Field
          label={m.name}
          hint={m.nameHint}
          value={name}
          error={tried ? fault : undefined}
          maxLength={200}
          autoComplete="off"
          onInput={setName}
        />
        <After sentences={after} />
        <Foot save={save} busy={change.busy} error={change.error} onCancel={onCancel} />
      </form>
      {change.dialog}
    </>
  )
}

/** What is wrong with a name as far as the phone can tell. */
export function nameFault(name: string, m: { nameMissing: string; tooLong: string }): string | undefined {
  const text = name.trim().normalize('NFC')
  if (text === '') return m.nameMissing
  return [...text].length > 80 ? m.tooLong : undefined
}

export function KindSelect({ value, onChange }: { value: Kind; onChange: (kind: Kind) => void }) {
  const m = useVillageWords()
  return (
    <Select
      label={m.kind}
      value={value}
      choices={Object.entries(m.kinds).map(([kind, label]) => ({ value: kind, label }))}
      onChange={(kind) => onChange(kind as Kind)}
    />
  )
}
