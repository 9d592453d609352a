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
import { agreed, naming } from './naming'
import { onPaper } from './onPaper'

export type TableKey = keyof Words['tables']
type Format = 'csv' | 'xlsx'

interface DownloadsProps {
  /** Of the place in the API, such as /wards/24163. */
  path: string
  /** What the files are called by, such as the ward's code. */
  place?: string
  /** The first one is chosen at first. */
  tables: readonly TableKey[]
  /** What else the tables are asked for with. */
  query?: object
  /** The page lists something, and shows no figures. */
  list?: boolean
}

/** The tables of a page as files to take along. */
export function Downloads({ path, place, tables, query, list = false }: DownloadsProps) {
  const m = useDownloads()
  const { missing } = useProofWords()
  const proof = useProof()
  const [table, setTable] = useState(tables[0] as TableKey)
  const [busy, setBusy] = useState<Format | 'print' | null>(null)
  const [said, setSaid] = useState('')
  const [error, setError] = useState<unknown>(undefined)

  const named = naming(table, path, place)
  const fetchTable = (format: Format) =>
    named
      ? proof.run(() => postForFile(named.path, { ...named.body, format }))
      : fetchFile(`${path}/export`, { ...query, table, format })

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
      <h2>{list ? m.listTitle : m.title}</h2>
      <p class="quiet">{list ? m.listLead : m.lead}</p>
      {tables.length > 1 && (
        <Select
          label={m.which}
          value={table}
          choices={tables.map((key) => ({ value: key, label: m.tables[key] }))}
          onChange={(key) => {
            setSaid('')
            setTable(key as TableKey)
          }}
        />
      )}
      {named && (
        <p class="small quiet">
          {agreed.includes(table) && `${m.agreed} `}
          {m.names}
        </p>
      )}
      <div class="downloads-take">
        <Button icon="download" busy={busy === 'xlsx'} onClick={() => void take('xlsx')}>
          {busy === 'xlsx' ? m.busy : m.xlsx}
        </Button>
        <Button icon="download" busy={busy === 'csv'} onClick={() => void take('csv')}>
          {busy === 'csv' ? m.busy : m.csv}
        </Button>
        <Button icon="printer" busy={busy === 'print'} onClick={() => void take('print')}>
          {busy === 'print' ? m.busy : list ? m.printAll : m.print}
        </Button>
      </div>
      <p class="small quiet" role="status">
        {said}
      </p>
      <CodedError
        error={error}
        words={{ ...m.errors, ...(named && { too_many_requests: m.tooManyNames }), proof_required: missing }}
      />
      {proof.dialog}
    </section>
  )
}
