import { useId, useState } from 'preact/hooks'
import { Icon } from '../components/Icon/Icon'
import { Tabs } from '../components/Tabs/Tabs'
import { useBoards } from './messages'
import { Choice } from './parts/Choice'
import type { Choices } from './parts/useCampaign'
import { type View, windows } from './parts/view'
import { bandName } from './parts/words'

interface ChooserProps {
  view: View
  choices: Choices
  /** Of villages, which have sizes. */
  villages: boolean
  onChange: (change: Partial<View>) => void
}

/** By what places are ranked, in which days, and against which; on a phone behind one button that says it, so that the rows are near. */
export function Chooser({ view, choices, villages, onChange }: ChooserProps) {
  const m = useBoards()
  const id = useId()
  const [open, setOpen] = useState(false)
  const { measures, bands, campaign } = choices
  const measure = view.measure ?? measures[0] ?? 'rate'
  // Of a settled campaign only the whole is kept.
  const windowed = measure !== 'gain' && campaign?.stage !== 'frozen'
  const banded = villages && bands.length > 1
  const chosen = [
    m.measure[measure],
    windowed && m.window[view.window],
    banded && view.band && bandName(bands, view.band, m),
  ].filter(Boolean)
  return (
    <>
      <button
        type="button"
        class="button button-second boards-toggle"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span>{m.chosen(chosen.join(', ').toLowerCase())}</span>
        <Icon name="chevron-down" />
      </button>
      <div id={id} class="boards-chooser" hidden={!open}>
        <Tabs
          label={m.measure.label}
          value={measure}
          choices={measures.map((value) => ({ value, label: m.measure[value] }))}
          onChange={(value) => onChange({ measure: value === measures[0] ? undefined : value })}
        />
        <div class="boards-lists">
          {windowed && (
            <Choice
              label={m.window.label}
              value={view.window}
              choices={windows.map((value) => ({ value, label: m.window[value] }))}
              onChange={(value) => onChange({ window: value as View['window'] })}
            />
          )}
          {banded && (
            <Choice
              label={m.band.label}
              value={view.band ?? ''}
              choices={[
                { value: '', label: m.band.all },
                ...bands.map(({ id }) => ({ value: id, label: bandName(bands, id, m) })),
              ]}
              onChange={(value) => onChange({ band: value || undefined })}
            />
          )}
        </div>
      </div>
    </>
  )
}
