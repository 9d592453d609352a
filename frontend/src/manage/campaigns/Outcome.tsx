import type { RollFault, RollOutcome } from '../../api/campaigns'
import { Notice } from '../../components/Notice/Notice'
import { number } from '../../i18n/format'
import { useCampaigns } from './messages'

interface OutcomeProps {
  outcome: RollOutcome
  /** What a village is called. */
  name: (id: string) => string | undefined
  /** Whether rows are rows of a file, which people can look up. */
  file: boolean
}

/** What a dry run has found: what would change, or what must be mended first. */
export function Outcome({ outcome, name, file }: OutcomeProps) {
  const { rolls: m, faults } = useCampaigns()
  if (outcome.faults.length > 0) {
    const told = (fault: RollFault) => {
      const what = faults[fault.code] ?? m.unknownFault(fault.code)
      const place = name(fault.village) ?? fault.village
      const whole = place ? m.faultAt(place, what) : what
      return file && fault.row > 0 ? m.fault(number(fault.row), whole) : whole
    }
    return (
      <Notice kind="error" live title={m.faultTitle(number(outcome.faults.length))}>
        <ul class="desk-lines">
          {outcome.faults.map((fault) => (
            <li key={`${fault.row} ${fault.village} ${fault.code}`}>{told(fault)}</li>
          ))}
        </ul>
      </Notice>
    )
  }
  if (outcome.changes.length === 0) return <Notice live title={m.noChange} />
  return (
    <Notice live title={m.previewTitle}>
      <ul class="desk-lines">
        {outcome.changes.map(({ village, name: called, before, after }) => (
          <li key={village} class="num">
            {called}: {m.change(before === null ? m.fresh : number(before), number(after))}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
