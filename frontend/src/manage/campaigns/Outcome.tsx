import type { RollChange, RollOutcome } from '../../api/schema'
import { Notice } from '../../components/Notice/Notice'
import { number } from '../../i18n/format'
import { Faults } from '../imports/Faults'
import { useCampaigns } from './messages'

interface OutcomeProps {
  outcome: RollOutcome
  /** What a village is called. */
  name: (id: string) => string | undefined
}

/** What a dry run of what was typed has found: what would change, or what must be mended first. */
export function Outcome({ outcome: { changes, faults }, name }: OutcomeProps) {
  if (faults.length === 0) return <Changes changes={changes} />
  return <Faults kind="rolls" faults={faults} count={faults.length} file={false} name={name} />
}

/** The rolls that would change. */
export function Changes({ changes }: { changes: readonly RollChange[] }) {
  const { rolls: m } = useCampaigns()
  if (changes.length === 0) return <Notice live title={m.noChange} />
  return (
    <Notice live title={m.previewTitle}>
      <ul class="desk-lines">
        {changes.map(({ village, name, before, after }) => (
          <li key={village} class="num">
            {name}: {m.change(before === null ? m.fresh : number(before), number(after))}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
