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
import { useCampaigns } from './messages'
import { Outcome } from './Outcome'
import { nameOf } from './RollForm'
import { template } from './rolls'
import { suits, uploadRolls } from './upload'

interface RollFileProps {
  code: WardCode
  items: readonly VillageRolls[]
  onDone: (said: string) => void
}

/** Rolls of a whole ward in one file. Choosing one shows what it would change; nothing is stored until it is sent. */
export function RollFile({ code, items, onDone }: RollFileProps) {
  const { rolls: m, errors } = useCampaigns()
  const [on, setOn] = useState(() => today(Date.now()))
  const [file, setFile] = useState<File | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const [outcome, setOutcome] = useState<RollOutcome | null>(null)
  const unsuited = file !== null && !suits(file)

  async function hand(chosen: File, of: string, dryRun: boolean) {
    setBusy(true)
    setError(undefined)
    setOutcome(null)
    try {
      const answer = await uploadRolls(code, chosen, of, dryRun)
      if (answer.applied) {
        setFile(null)
        onDone(m.sent(number(answer.changes.length)))
      } else setOutcome(answer)
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  function look(chosen: File | null, of: string) {
    setFile(chosen)
    setOn(of)
    setOutcome(null)
    setError(undefined)
    if (chosen && of && suits(chosen)) void hand(chosen, of, true)
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
      <Field label={m.day} type="date" value={on} onInput={(of) => look(file, of)} />
      {/* The words of the browser's own button are in its language, not in the page's. */}
      <label class="button button-second desk-file">
        <span>{file?.name ?? m.choose}</span>
        <input
          // A file that was sent is gone from the field as well.
          key={String(file === null)}
          class="hidden"
          type="file"
          accept=".csv,.xlsx"
          onChange={(event) => look(event.currentTarget.files?.[0] ?? null, on)}
        />
      </label>
      {unsuited && <Notice kind="error" live title={m.unsuited} />}
      {busy && <p role="status">{m.reading}</p>}
      <CodedError error={error} words={errors} />
      {outcome && <Outcome outcome={outcome} name={(village) => nameOf(items, village)} file />}
      {file && outcome && outcome.faults.length === 0 && outcome.changes.length > 0 && (
        <Button look="main" icon="send" busy={busy} onClick={() => void hand(file, on, false)}>
          {m.sendFile}
        </Button>
      )}
    </section>
  )
}
