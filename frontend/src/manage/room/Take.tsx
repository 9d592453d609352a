import { useState } from 'preact/hooks'
import { pngOf } from '../../boards/share/picture'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Notice } from '../../components/Notice/Notice'
import { fetchFile, save } from '../../learn/account/settings/file'
import { useDownloads } from '../downloads/messages'
import { fileName } from './fileName'
import { useRoom } from './messages'
import { type Drawn, paint } from './picture'
import type { Shown } from './shown'
import { fileQueryOf, type TableName } from './state'

interface TakeProps {
  shown: Shown
  /** Whose file the server makes: all lines of it, whatever is filtered here. */
  table: TableName
  /** Stands above the picture. */
  title: string
  drawn?: Drawn
  /** Left out where the page has the button already. */
  printed?: boolean
}

/** What is shown, to take along: as a table, as a picture, on paper. */
export function Take({ shown, table, title, drawn, printed = true }: TakeProps) {
  const { take: m } = useRoom()
  const { errors } = useDownloads()
  const [busy, setBusy] = useState<'xlsx' | 'csv' | null>(null)
  const [failed, setFailed] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const { state, notes, insights, go } = shown
  const name = (ending: string) => fileName(table, insights.as_of, ending)

  async function file(format: 'xlsx' | 'csv') {
    if (busy) return
    setBusy(format)
    setError(undefined)
    try {
      save(await fetchFile('/province/insights/export', { ...fileQueryOf(state, table), format }), name(format))
    } catch (failure) {
      setError(failure)
    }
    setBusy(null)
  }

  async function png(what: Drawn) {
    try {
      save(await pngOf(await paint(title, notes, what), name('png')), name('png'))
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }

  /** On paper nobody can ask for the lines that a screen leaves out; they are there once the script pauses. */
  function onPaper() {
    if (!state.all) go({ all: true })
    setTimeout(() => print())
  }

  return (
    <div class="stack stack-tight room-take">
      <fieldset class="room-buttons">
        <legend class="hidden">{m.label}</legend>
        <Button fit icon="download" busy={busy === 'xlsx'} onClick={() => void file('xlsx')}>
          {m.xlsx}
        </Button>
        <Button fit icon="download" busy={busy === 'csv'} onClick={() => void file('csv')}>
          {m.csv}
        </Button>
        {drawn && (
          <Button fit icon="image" onClick={() => void png(drawn)}>
            {m.png}
          </Button>
        )}
        {printed && (
          <Button fit icon="printer" onClick={onPaper}>
            {m.print}
          </Button>
        )}
      </fieldset>
      {failed && <Notice kind="error" live title={m.failed} />}
      <CodedError error={error} words={errors} />
    </div>
  )
}
