import { useState } from 'preact/hooks'
import type { RollOutcome, VillageRolls } from '../../api/campaigns'
import type { WardCode } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Field } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { number } from '../../i18n/format'
import { save } from '../../learn/account/settings/file'
import { today } from '../days'
import { newest } from '../parts/newest'
import { copyOf } from '../parts/tableFile'
import { useCampaigns } from './messages'
import { Outcome } from './Outcome'
import { nameOf } from './RollForm'
import { template, wholeDay } from './rolls'
import { suits, uploadRolls } from './upload'

interface RollFileProps {
  code: WardCode
  items: readonly VillageRolls[]
  onDone: (said: string) => void
}

const unreadable: RollOutcome = {
  applied: false,
  changes: [],
  faults: [{ row: 0, village: '', code: 'not_readable' }],
}

/** Rolls of a whole ward in one file. Choosing one shows what it would change; nothing is stored until it is sent. */
export function RollFile({ code, items, onDone }: RollFileProps) {
  const { rolls: m, errors } = useCampaigns()
  const [on, setOn] = useState(() => today(Date.now()))
  const [file, setFile] = useState<File | null>(null)
  const [busy, setBusy] = useState<'' | 'reading' | 'sending'>('')
  const [error, setError] = useState<unknown>(undefined)
  const [outcome, setOutcome] = useState<RollOutcome | null>(null)
  const [asking] = useState(newest)
  const unsuited = file !== null && !suits(file)
  const undated = file !== null && !wholeDay(on)

  /** Only the answer about the newest choice of file and day is shown: it is what would be sent. */
  async function look(chosen: File, of: string) {
    const current = asking.ask()
    setFile(chosen)
    setOn(of)
    setOutcome(null)
    setError(undefined)
    if (!suits(chosen) || !wholeDay(of)) return setBusy('')
    setBusy('reading')
    try {
      const answer = await uploadRolls(code, chosen, of, true)
      if (current()) setOutcome(answer)
    } catch (failure) {
      if (current()) setError(failure)
    }
    if (current()) setBusy('')
  }

  async function choose(chosen: File) {
    const current = asking.ask()
    setFile(null)
    setBusy('')
    setError(undefined)
    setOutcome(null)
    const copy = suits(chosen) ? await copyOf(chosen).catch(() => null) : chosen
    if (!current()) return
    if (copy) return look(copy, on)
    setOutcome(unreadable)
  }

  async function send(chosen: File) {
    setBusy('sending')
    setError(undefined)
    try {
      const answer = await uploadRolls(code, chosen, on, false)
      if (answer.applied) {
        setFile(null)
        setOutcome(null)
        onDone(m.sent(number(answer.changes.length)))
      } else setOutcome(answer)
    } catch (failure) {
      setError(failure)
    }
    setBusy('')
  }

  return (
    <section class="desk-box stack stack-tight">
      <h2>{m.fileTitle}</h2>
      <p class="quiet">{m.fileText}</p>
      <Button
        icon="download"
        onClick={() =>
          save(new Blob([template(items)], { type: 'text/csv;charset=utf-8' }), `${m.templateName}-${code}.csv`)
        }
      >
        {m.template}
      </Button>
      <fieldset class="stack stack-tight" disabled={busy === 'sending'}>
        <Field
          label={m.day}
          type="date"
          value={on}
          error={undated ? m.dayMissing : undefined}
          onInput={(of) => (file ? void look(file, of) : setOn(of))}
        />
        {/* The words of the browser's own button are in its language, not in the page's. */}
        <label class="button button-second desk-file">
          <span>{file?.name ?? m.choose}</span>
          <input
            class="hidden"
            type="file"
            accept=".csv,.xlsx"
            onChange={({ currentTarget: input }) => {
              const chosen = input.files?.[0]
              // So that the same file, mended meanwhile, can be chosen again.
              input.value = ''
              if (chosen) void choose(chosen)
            }}
          />
        </label>
      </fieldset>
      {unsuited && <Notice kind="error" live title={m.unsuited} />}
      {busy && <p role="status">{busy === 'sending' ? m.sending : m.reading}</p>}
      <CodedError error={error} words={errors} />
      {outcome && <Outcome outcome={outcome} name={(village) => nameOf(items, village)} file />}
      {file && outcome && outcome.faults.length === 0 && outcome.changes.length > 0 && (
        <Button look="main" icon="send" busy={busy !== ''} onClick={() => void send(file)}>
          {m.sendFile}
        </Button>
      )}
    </section>
  )
}
