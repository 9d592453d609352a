import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { TableColumn, TableFault } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Switch } from '../../components/Field/Field'
import type { IconName } from '../../components/Icon/names'
import { Notice } from '../../components/Notice/Notice'
import { Progress } from '../../components/Progress/Progress'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { Select } from '../desk/Select'
import { newest } from '../parts/newest'
import { copyOf, type OnProgress, type ReadAs, refusal } from '../parts/tableFile'
import { Columns } from './Columns'
import { Faults } from './Faults'
import { type Kind, useTables } from './tables'
import '../campaigns/campaigns.css'

/** What every look at a table tells. */
export interface Found {
  encoding: string | null
  columns: TableColumn[]
  fault_count: number
  faults: (TableFault & { village?: string })[]
}

interface TableFileProps<O extends Found> {
  kind: Kind
  /** What else an answer depends on; null while that is not whole, and nothing is asked. */
  of?: string | null
  /** Stands before the file, and is left alone while it is stored. */
  before?: ComponentChildren
  check: (file: File, as: ReadAs) => Promise<O>
  take: (file: File, as: ReadAs, onProgress: OnProgress) => Promise<O>
  /** How much would be stored; with 0 there is nothing to do. */
  changes: (outcome: O) => number
  /** What a file without faults would do. */
  preview: (outcome: O) => ComponentChildren
  /** What a village is called, for faults that name one. */
  name?: (village: string) => string | undefined
  /** What somebody must say before it is stored. */
  agreement?: { label: string; text: string; missing: string }
  go: (outcome: O) => string
  icon: IconName
  storing?: (done: number, of: number) => string
  errors: Readonly<Record<string, { what: string; act: string }>>
  onDone: (outcome: O) => void
}

/** One table: chosen, looked at, its columns put right, and only then stored. */
export function TableFile<O extends Found>(props: TableFileProps<O>) {
  const { kind, of = '', agreement, storing } = props
  const m = useTables()
  const { missing } = useProofWords()
  const proof = useProof()
  const [file, setFile] = useState<File | null>(null)
  const [as, setAs] = useState<ReadAs>({})
  const [outcome, setOutcome] = useState<O | null>(null)
  const [refused, setRefused] = useState('')
  const [agreed, setAgreed] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState<'' | 'reading' | 'storing'>('')
  const [stored, setStored] = useState<{ done: number; of: number } | null>(null)
  const [error, setError] = useState<unknown>(undefined)
  const [asking] = useState(newest)
  // A file is copied before it is looked at; what it is looked at with may have changed meanwhile.
  const latest = useRef(props)
  latest.current = props

  useEffect(() => {
    if (file) void look(file, as)
  }, [of])

  /** What was shown, or said, was of something else. */
  function forget() {
    setAgreed(false)
    setTried(false)
    setError(undefined)
  }

  /**
   * Only the answer about the newest choice is shown: it is what would be stored. Read in another way the file says other things, so
   * what is to be said of it is to be said anew.
   */
  async function look(chosen: File, how: ReadAs) {
    const current = asking.ask()
    setAs(how)
    forget()
    if (latest.current.of === null) {
      setOutcome(null)
      return setBusy('')
    }
    setBusy('reading')
    try {
      const answer = await latest.current.check(chosen, how)
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
    setFile(null)
    setOutcome(null)
    setBusy('')
    forget()
    const wrong = refusal(chosen, kind)
    setRefused(wrong)
    if (wrong) return
    const copy = await copyOf(chosen).catch(() => null)
    if (!current()) return
    if (!copy) return setRefused('not_readable')
    setFile(copy)
    return look(copy, {})
  }

  async function store(chosen: File) {
    setTried(true)
    if ((agreement && !agreed) || busy) return
    setBusy('storing')
    setError(undefined)
    setStored(null)
    try {
      const answer = await proof.run(() => props.take(chosen, as, (done, of) => setStored({ done, of })))
      if (answer.fault_count > 0 || props.changes(answer) === 0) setOutcome(answer)
      else {
        setFile(null)
        setOutcome(null)
        props.onDone(answer)
      }
    } catch (failure) {
      setError(failure)
    }
    setStored(null)
    setBusy('')
  }

  const faulty = outcome !== null && outcome.fault_count > 0
  const ready = file !== null && outcome !== null && !faulty && props.changes(outcome) > 0
  const soFar = stored && storing?.(stored.done, stored.of)
  return (
    <>
      <fieldset class="stack stack-tight" disabled={busy === 'storing'}>
        {props.before}
        {/* The words of the browser's own button are in its language, not in the page's. */}
        <label class={`button ${outcome ? 'button-second' : 'button-main'} desk-file`}>
          <span>{outcome || file ? m.chooseOther : m.choose}</span>
          <input
            class="hidden"
            type="file"
            accept=".csv,.txt,.xlsx,.xls,.xlsm,.ods"
            onChange={({ currentTarget: input }) => {
              const chosen = input.files?.[0]
              // So that the same file, mended meanwhile, can be chosen again.
              input.value = ''
              if (chosen) void choose(chosen)
            }}
          />
        </label>
      </fieldset>
      {file && <p class="quiet small">{file.name}</p>}
      {busy === 'reading' && <p role="status">{m.reading}</p>}
      {refused && <Faults kind={kind} faults={[{ row: 0, field: '', code: refused }]} count={1} file />}
      {faulty && <Faults kind={kind} faults={outcome.faults} count={outcome.fault_count} file name={props.name} />}
      {outcome && !faulty && props.preview(outcome)}
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
          kind={kind}
          columns={outcome.columns}
          fields={as.columns ?? outcome.columns.map((one) => one.field)}
          // While the file is read again the choice just made keeps the focus.
          disabled={busy === 'storing'}
          open={faulty || as.columns !== undefined}
          onChange={(columns) => void look(file, { ...as, columns })}
        />
      )}
      {ready && (
        <>
          {agreement && (
            <Switch label={agreement.label} checked={agreed} onChange={setAgreed}>
              {agreement.text}
            </Switch>
          )}
          {agreement && tried && !agreed && <Notice kind="error" live title={agreement.missing} />}
          {stored && soFar && (
            <Progress value={stored.done} max={stored.of} label={soFar}>
              <p class="num">{soFar}</p>
            </Progress>
          )}
          <Button look="main" icon={props.icon} busy={busy !== ''} onClick={() => void store(file)}>
            {busy === 'storing' ? m.starting : props.go(outcome)}
          </Button>
        </>
      )}
      <CodedError
        error={error}
        words={{ body_too_large: m.tooLarge, broken: m.broken, proof_required: missing, ...props.errors }}
      />
      {proof.dialog}
    </>
  )
}

/** Whether the encoding was guessed by the letters alone. */
const guessed = ({ encoding }: Found) => encoding === 'windows-1258' || encoding === 'tcvn3'

const asksEncoding = ({ faults }: Found) =>
  faults.some(({ code }) => code === 'encoding_unknown' || code === 'not_utf8')
