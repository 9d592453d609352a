import { Notice } from '../../components/Notice/Notice'
import type { Change } from './changes'
import { useCampaigns } from './messages'

/** A change in one line: of what, from what, to what. */
export function useSaid(): (change: Change) => string {
  const { campaign: m, fields } = useCampaigns()
  return ({ part, before, after }) => m.change(fields[part] ?? part, before, after)
}

/** What would be stored, as the server has looked at it. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { campaign: m } = useCampaigns()
  const said = useSaid()
  return (
    <Notice live title={m.differs}>
      <ul class="desk-lines num">
        {changes.map((change) => (
          <li key={change.part}>{said(change)}</li>
        ))}
      </ul>
    </Notice>
  )
}
