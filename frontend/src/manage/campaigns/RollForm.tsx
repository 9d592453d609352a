import { useId, useState } from 'preact/hooks'
import { campaignApi, type RollVersion, type VillageRolls } from '../../api/campaigns'
import type { RollOutcome, WardCode } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { type Column, DataTable } from '../../components/DataTable/DataTable'
import { Field } from '../../components/Field/Field'
import { clock, day, number } from '../../i18n/format'
import { today } from '../days'
import { newest } from '../parts/newest'
import { useCampaigns } from './messages'
import type { Campaigns } from './messages.vi'
import { Outcome } from './Outcome'
import { declared, type Typed, waiting, wholeDay, wrong } from './rolls'

interface RollFormProps {
  code: WardCode
  items: readonly VillageRolls[]
  mayChange: boolean
  onDone: (said: string) => void
}

/** The villages with their rolls, and a field beside each. What is typed is looked at before it is sent. */
export function RollForm({ code, items, mayChange, onDone }: RollFormProps) {
  const { rolls: m, errors } = useCampaigns()
  const [typed, setTyped] = useState<Typed>({})
  const [on, setOn] = useState(() => today(Date.now()))
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const [outcome, setOutcome] = useState<RollOutcome | null>(null)
  const rolls = declared(items, typed)
  const faulty = wrong(typed)
  const [asking] = useState(newest)
  const undated = !wholeDay(on)
  const fault = undated ? m.dayMissing : faulty.length ? m.wrong : rolls.length ? '' : m.nothing
  const ready = outcome !== null && outcome.faults.length === 0 && outcome.changes.length > 0

  /** What was looked at is no longer what would be sent. */
  function changed() {
    asking.ask()
    setOutcome(null)
  }

  async function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    setError(undefined)
    if (busy || fault) return
    setBusy(true)
    const current = asking.ask()
    try {
      const answer = await campaignApi.declare(code, { day: on, rolls, dry_run: !ready })
      if (answer.applied) {
        // What was typed while it was on its way has not been sent.
        setTyped((now) => (now === typed ? {} : now))
        setTried(false)
        setOutcome(null)
        onDone(m.sent(number(answer.changes.length)))
      } else if (current()) setOutcome(answer)
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  const columns: Column<VillageRolls>[] = [
    { key: 'name', label: m.village, head: true, cell: (row) => <Village row={row} /> },
    { key: 'approved', label: m.approved, number: true, cell: ({ approved }) => <RollCell roll={approved} /> },
    {
      key: 'waiting',
      label: m.waiting,
      number: true,
      cell: ({ declared }) => (declared ? <RollCell roll={declared} /> : '–'),
    },
  ]
  if (mayChange) {
    columns.push({
      key: 'enter',
      label: m.enter,
      cell: ({ village }) => (
        <Entry
          label={m.enterFor(village.name)}
          value={typed[village.id] ?? ''}
          bad={tried && faulty.includes(village.id) ? m.wrong : ''}
          onInput={(text) => {
            setTyped({ ...typed, [village.id]: text })
            changed()
          }}
        />
      ),
    })
  }

  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <DataTable caption={m.title} columns={columns} rows={items} rowKey={(row) => row.village.id} />
      {mayChange && (
        <>
          <Field
            label={m.day}
            type="date"
            value={on}
            error={tried && undated ? m.dayMissing : undefined}
            onInput={(text) => {
              setOn(text)
              changed()
            }}
          />
          {outcome && <Outcome outcome={outcome} name={(id) => nameOf(items, id)} />}
          {tried && fault && !undated && (
            <p class="field-error" role="alert">
              {fault}
            </p>
          )}
          <CodedError error={error} words={errors} />
          <Button
            look={ready || waiting(items).length === 0 ? 'main' : 'second'}
            type="submit"
            icon={ready ? 'send' : 'search'}
            busy={busy}
          >
            {busy ? (ready ? m.sending : m.looking) : ready ? m.send : m.preview}
          </Button>
        </>
      )}
    </form>
  )
}

export const nameOf = (items: readonly VillageRolls[], id: string) =>
  items.find(({ village }) => village.id === id)?.village.name

function RollCell({ roll }: { roll: VillageRolls['approved'] }) {
  const { rolls: m } = useCampaigns()
  if (!roll) return <span class="quiet">{m.noneApproved}</span>
  return (
    <span>
      <strong>{number(roll.adults)}</strong>
      <span class="desk-thin">{m.dated(day(roll.day), number(roll.version))}</span>
    </span>
  )
}

function Village({ row }: { row: VillageRolls }) {
  const { rolls: m } = useCampaigns()
  if (row.versions.length < 2 && !row.versions[0]?.withdrawn_at) return <>{row.village.name}</>
  return (
    <>
      {row.village.name}
      <details class="desk-history">
        <summary>{m.history}</summary>
        <ul class="desk-lines num">
          {row.versions.map((one) => (
            <li key={one.version}>
              {m.version(number(one.version), number(one.adults), day(one.day))}, {became(one, m)}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

const became = ({ approved_at, withdrawn_at }: RollVersion, m: Campaigns['rolls']) => {
  if (approved_at) return m.approvedAt(`${clock(approved_at)} ${day(approved_at)}`)
  return withdrawn_at ? m.withdrawnAt(`${clock(withdrawn_at)} ${day(withdrawn_at)}`) : m.notApproved
}

interface EntryProps {
  label: string
  value: string
  /** What is wrong with it. */
  bad: string
  onInput: (text: string) => void
}

function Entry({ label, value, bad, onInput }: EntryProps) {
  const id = useId()
  return (
    <span class="desk-entry">
      <input
        class="field-input"
        inputMode="numeric"
        autoComplete="off"
        maxLength={9}
        aria-label={label}
        aria-invalid={bad ? 'true' : undefined}
        aria-describedby={bad ? id : undefined}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {bad && (
        <span class="field-error small" id={id}>
          {bad}
        </span>
      )}
    </span>
  )
}
