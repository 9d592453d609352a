import { useState } from 'preact/hooks'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { fetchFile, postForFile, save } from '../../learn/account/settings/file'
import { Select } from '../desk/Select'
import './downloads.css'
import { linesOf } from './csv'
import { useDownloads } from './messages'
import type { Downloads as Words } from './messages.vi'
import { onPaper } from './onPaper'

export type TableKey = keyof Words['tables']
type Format = 'csv' | 'xlsx'

/** They name people, so they ask for the password again. */
const naming: readonly TableKey[] = ['residents', 'attendance']

interface DownloadsProps {
  /** Of the place in the API, such as /wards/24163. */
  path: string
  /** What the files are called by, such as the ward's code. */
  place?: string
  /** The first one is chosen at first. */
  tables: readonly TableKey[]
  /** What else the tables are asked for with. */
  query?: object
}

/** The tables of a page as files to take along. */
export function Downloads({ path, place, tables, query }: DownloadsProps) {
  const m = useDownloads()
  const { missing } = useProofWords()
  const proof = useProof()
  const [table, setTable] = useState(tables[0] as TableKey)
  const [busy, setBusy] = useState<Format | 'print' | null>(null)
  const [said, setSaid] = useState('')
  const [error, setError] = useState<unknown>(undefined)

  const fetchTable = (format: Format) => {
    if (!naming.includes(table)) return fetchFile(`${path}/export`, { ...query, table, format })
    // A village has several lists of its residents; `progress` says how far they are.
    const list = table === 'attendance' ? 'sessions' : 'progress'
    const body = path.startsWith('/villages/') ? { format, table: list } : { format }
    return proof.run(() => postForFile(`${path}/residents/export`, body))
  }

  async function take(what: Format | 'print') {
    if (busy) return
    setBusy(what)
    setSaid('')
    setError(undefined)
    try {
      const file = await fetchTable(what === 'print' ? 'csv' : what)
      // Before the file is there: who sees it may ask for the next one at once.
      setBusy(null)
      if (what === 'print') return onPaper(linesOf(await file.text()))
      const name = `${m.files[table]}-${place ?? m.province}.${what}`
      save(file, name)
      setSaid(m.done(name))
    } catch (failure) {
      setBusy(null)
      setError(failure)
    }
  }

  return (
    <section class="stack stack-tight">
      <h2>{m.title}</h2>
      <p class="quiet">{m.lead}</p>
      <Select
        label={m.which}
        value={table}
        choices={tables.map((key) => ({ value: key, label: m.tables[key] }))}
        onChange={(key) => {
          setSaid('')
          setTable(key as TableKey)
        }}
      />
      {naming.includes(table) && <p class="small quiet">{m.names}</p>}
      <div class="downloads-take">
        <Button icon="download" busy={busy === 'xlsx'} onClick={() => void take('xlsx')}>
          {busy === 'xlsx' ? m.busy : m.xlsx}
        </Button>
        <Button icon="download" busy={busy === 'csv'} onClick={() => void take('csv')}>
          {busy === 'csv' ? m.busy : m.csv}
        </Button>
        <Button icon="printer" busy={busy === 'print'} onClick={() => void take('print')}>
          {busy === 'print' ? m.busy : m.print}
        </Button>
      </div>
      <p class="small quiet" role="status">
        {said}
      </p>
      <CodedError error={error} words={{ ...m.errors, proof_required: missing }} />
      {proof.dialog}
    </section>
  )
}
