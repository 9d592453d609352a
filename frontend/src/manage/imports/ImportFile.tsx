import { useState } from 'preact/hooks'
import type { WardCode } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Switch } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { Progress } from '../../components/Progress/Progress'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { number } from '../../i18n/format'
import { Select } from '../desk/Select'
import { newest } from '../parts/newest'
import { copyOf } from '../parts/tableFile'
import { Columns } from './Columns'
import { refusal } from './fields'
import { type ImportOutcome, importApi, type ReadAs } from './importApi'
import { useImports } from './messages'
import { Preview } from './Preview'
import '../campaigns/campaigns.css'

const refused = (code: string): ImportOutcome => ({
  import: null,
  encoding: null,
  columns: [],
  rows: 0,
  added: 0,
  known: 0,
  fault_count: 1,
  faults: [{ row: 0, field: '', code }],
})

/** One table: chosen, looked at, its columns put right, and only then stored. */
export function ImportFile({ code, onDone }: { code: WardCode; onDone: (said: string) => void }) {
  const m = useImports()
  const { missing } = useProofWords()
  const proof = useProof()
  const [file, setFile] = useState<File | null>(null)
  const [as, setAs] = useState<ReadAs>({})
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null)
  const [agreed, setAgreed] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState<'' | 'reading' | 'storing'>('')
  const [stored, setStored] = useState<{ done: number; of: number } | null>(null)
  const [error, setError] = useState<unknown>(undefined)
  const [asking] = useState(newest)

  /**
   * Only the answer about the newest choice is shown: it is what would be stored. Read in another way it says other things of people, so
   * that their papers are there is to be said anew.
   */
  async function look(chosen: File, how: ReadAs) {
    const current = asking.ask()
    setAs(how)
    setAgreed(false)
    setTried(false)
    setError(undefined)
    setBusy('reading')
    try {
      const answer = await importApi.check(code, chosen, how)
      if (!current()) return
      setOutcome(answer)
      setAgreed(false)
    } catch (failure) {
      if (current()) setError(failure)
    }
    if (current()) setBusy('')
  }

  async function choose(chosen: File) {
    const current = asking.ask()
    setFile(chosen)
    setAs({})
    setAgreed(false)
    setTried(false)
    setOutcome(null)
    setError(undefined)
    const wrong = refusal(chosen)
    const copy = wrong ? null : await copyOf(chosen).catch(() => null)
    if (!current()) return
    setFile(copy)
    if (copy) return look(copy, {})
    setBusy('')
    setOutcome(refused(wrong || 'not_readable'))
  }

  async function store(chosen: File) {
    setTried(true)
    if (!agreed || busy) return
    setBusy('storing')
    setError(undefined)
    setStored(null)
    try {
      const answer = await proof.run(() => importApi.take(code, chosen, as, (done, of) => setStored({ done, of })))
      if (answer.fault_count > 0) setOutcome(answer)
      else {
        setFile(null)
        setOutcome(null)
        onDone(m.done(number(answer.added)))
      }
    } catch (failure) {
      setError(failure)
    }
    setStored(null)
    setBusy('')
  }

  const ready = file !== null && outcome !== null && outcome.fault_count === 0 && outcome.added > 0
  return (
    <section class="desk-box stack">
      <label class={`button ${outcome ? 'button-second' : 'button-main'} desk-file`}>
        <span>{outcome || file ? m.chooseOther : m.choose}</span>
        <input
          class="hidden"
          type="file"
          accept=".csv,.txt,.xlsx,.xls,.xlsm,.ods"
          disabled={busy === 'storing'}
          onChange={({ currentTarget: input }) => {
            const chosen = input.files?.[0]
            // So that the same file, mended meanwhile, can be chosen again.
            input.value = ''
            if (chosen) void choose(chosen)
          }}
        />
      </label>
      {file && <p class="quiet small">{file.name}</p>}
      {busy === 'reading' && <p role="status">{m.reading}</p>}
      {outcome && <Preview outcome={outcome} />}
      {file && outcome && (asksEncoding(outcome) || as.encoding !== undefined || guessed(outcome)) && (
        <Select
          label={m.encoding}
          value={as.encoding ?? outcome.encoding ?? ''}
          choices={Object.entries(m.encodings).map(([value, label]) => ({ value, label }))}
          onChange={(encoding) => void look(file, { encoding: encoding || undefined })}
        />
      )}
      {file && outcome && outcome.columns.length > 0 && (
        <Columns
          columns={outcome.columns}
          fields={as.columns ?? outcome.columns.map((one) => one.field)}
          // While the file is read again the choice just made keeps the focus.
          disabled={busy === 'storing'}
          open={outcome.fault_count > 0 || as.columns !== undefined}
          onChange={(columns) => void look(file, { ...as, columns })}
        />
      )}
      {ready && (
        <>
          <Switch label={m.agreed} checked={agreed} onChange={setAgreed}>
            {m.agreedText}
          </Switch>
          {tried && !agreed && <Notice kind="error" live title={m.agreedMissing} />}
          {stored && (
            <Progress value={stored.done} max={stored.of} label={m.storing(number(stored.done), number(stored.of))}>
              <p class="num">{m.storing(number(stored.done), number(stored.of))}</p>
            </Progress>
          )}
          <Button look="main" icon="user-plus" busy={busy !== ''} onClick={() => void store(file)}>
            {busy === 'storing' ? m.starting : m.go(number(outcome.added))}
          </Button>
        </>
      )}
      <CodedError error={error} words={{ ...m.errors, broken: m.broken, proof_required: missing }} />
      {proof.dialog}
    </section>
  )
}

/** Whether the encoding was guessed by the letters alone. */
const guessed = ({ encoding }: ImportOutcome) => encoding === 'windows-1258' || encoding === 'tcvn3'

const asksEncoding = (outcome: ImportOutcome) =>
  outcome.faults.some(({ code }) => code === 'encoding_unknown' || code === 'not_utf8')
