import type { TableFault } from '../../api/schema'
import { Notice } from '../../components/Notice/Notice'
import { number } from '../../i18n/format'
import { type Kind, useTables } from './tables'

/** How many faults are shown; who has more mends these first. */
const shown = 30

interface FaultsProps {
  kind: Kind
  /** Those that were told, of `count`. */
  faults: readonly (TableFault & { village?: string })[]
  count: number
  /** Whether rows are rows of a file, which people can look up. */
  file: boolean
  /** What a village is called, for faults that name one. */
  name?: ((village: string) => string | undefined) | undefined
}

/** What must be mended before anything of a table is stored. */
export function Faults({ kind, faults, count, file, name }: FaultsProps) {
  const m = useTables()
  const told = ({ row, field, code, village }: FaultsProps['faults'][number]) => {
    const what = m.faultsOf[kind][code] ?? m.faults[code] ?? m.unknownFault(code)
    const at = (village && (name?.(village) ?? village)) || m.fields[kind][field] || field
    const whole = at ? m.faultAt(at, what) : what
    return file && row > 0 ? m.fault(number(row), whole) : whole
  }
  return (
    <Notice kind="error" live title={m.faultTitle(number(count))}>
      <ul class="desk-lines">
        {faults.slice(0, shown).map((fault) => (
          <li key={`${fault.row} ${fault.field} ${fault.village} ${fault.code}`}>{told(fault)}</li>
        ))}
        {count > shown && <li>{m.faultMore(number(count - shown))}</li>}
      </ul>
      {file && <p>{m.mend}</p>}
    </Notice>
  )
}
