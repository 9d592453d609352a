import { useState } from 'preact/hooks'
import { pngOf } from '../../boards/share/picture'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { save } from '../../learn/account/settings/file'
import { csvOf, fileName, type Sheet } from './csv'
import { useRoom } from './messages'
import { type Drawn, paint } from './picture'
import type { Shown } from './shown'

/** What is shown, to take along: as a table, as a picture, on paper. */
export function Take({ shown, sheet, drawn }: { shown: Shown; sheet: Sheet; drawn?: Drawn }) {
  const { take: m } = useRoom()
  const [failed, setFailed] = useState(false)
  const { state, notes, insights, go } = shown
  const name = (ending: string) => fileName(state.view, insights.as_of, ending)
  const all = () => [...notes, m.source(location.href)]

  async function png(what: Drawn) {
    try {
      save(await pngOf(await paint(sheet.title, notes, what), name('png')), name('png'))
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
        <Button
          fit
          icon="download"
          onClick={() => save(new Blob([csvOf(sheet, all())], { type: 'text/csv;charset=utf-8' }), name('csv'))}
        >
          {m.csv}
        </Button>
        {drawn && (
          <Button fit icon="image" onClick={() => void png(drawn)}>
            {m.png}
          </Button>
        )}
        <Button fit icon="printer" onClick={onPaper}>
          {m.print}
        </Button>
      </fieldset>
      {failed && <Notice kind="error" live title={m.failed} />}
    </div>
  )
}
