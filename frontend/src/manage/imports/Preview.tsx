import { Notice } from '../../components/Notice/Notice'
import { number } from '../../i18n/format'
import type { ImportFault, ImportOutcome } from './importApi'
import { useImports } from './messages'

/** How many faults are shown; who has more mends these first. */
const shown = 30

/** What a look at the file has found: what it would do, or what must be mended first. */
export function Preview({ outcome }: { outcome: ImportOutcome }) {
  const m = useImports()
  if (outcome.fault_count > 0) {
    const told = (fault: ImportFault) => {
      const what = m.faults[fault.code] ?? m.unknownFault(fault.code)
      const whole = fault.field ? m.faultAt(m.fields[fault.field] ?? fault.field, what) : what
      return fault.row > 0 ? m.fault(number(fault.row), whole) : whole
    }
    return (
      <Notice kind="error" live title={m.faultTitle(number(outcome.fault_count))}>
        <ul class="desk-lines">
          {outcome.faults.slice(0, shown).map((fault) => (
            <li key={`${fault.row} ${fault.field} ${fault.code}`}>{told(fault)}</li>
          ))}
          {outcome.fault_count > shown && <li>{m.faultMore(number(outcome.fault_count - shown))}</li>}
        </ul>
        <p>{m.mend}</p>
      </Notice>
    )
  }
  if (outcome.added === 0) return <Notice kind="good" live title={m.nothing} />
  return (
    <Notice live title={m.previewTitle}>
      <ul class="desk-lines num">
        <li>
          <strong>{m.added(number(outcome.added))}</strong>
        </li>
        {outcome.known > 0 && <li>{m.known(number(outcome.known))}</li>}
      </ul>
    </Notice>
  )
}
