import type { Change } from './changes'
import { useCampaigns } from './messages'

/** What differs, a line for each part: of what, from what, to what. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { campaign: m, fields } = useCampaigns()
  return (
    <ul class="desk-lines num">
      {changes.map(({ part, before, after }) => (
        <li key={part}>{m.change(fields[part] ?? part, before, after)}</li>
      ))}
    </ul>
  )
}
