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

/** By what places are ranked, in which days, and against which. */
export function Chooser({ view, choices, villages, onChange }: ChooserProps) {
  const m = useBoards()
  const { measures, bands } = choices
  const measure = view.measure ?? measures[0] ?? 'rate'
  return (
    <>
      <div class="boards-measures">
        <Tabs
          label={m.measure.label}
          value={measure}
          choices={measures.map((value) => ({ value, label: m.measure[value] }))}
          onChange={(value) => onChange({ measure: value === measures[0] ? undefined : value })}
        />
      </div>
      <div class="boards-lists">
        {/* Of a settled campaign only the whole is kept. */}
        {measure !== 'gain' && choices.campaign?.stage !== 'frozen' && (
          <Choice
            label={m.window.label}
            value={view.window}
            choices={windows.map((value) => ({ value, label: m.window[value] }))}
            onChange={(value) => onChange({ window: value as View['window'] })}
          />
        )}
        {villages && bands.length > 1 && (
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
    </>
  )
}
