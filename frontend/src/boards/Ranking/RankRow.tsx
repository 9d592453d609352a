import type { Measure } from '../../api/schema'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { number, percent } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { useBoards } from '../messages'
import { barLength, type Row, rowLink, type Scope } from '../scope'
import type { Mark } from './Ranking'

interface RankRowProps {
  row: Row
  scope: Scope
  measure: Measure
  /** The highest value that is shown. */
  most: number
  /** Another place has the same rank. */
  shared: boolean
  mark: Mark
  /** Where it stands when there are two columns. */
  cell: { row: number; column: number }
}

export function RankRow({ row, scope, measure, most, shared, mark, cell }: RankRowProps) {
  const m = useBoards()
  const link = rowLink(scope, row.id)
  const zero = row.value === 0
  return (
    <li
      class={`rank${mark ? ` rank-${mark === 'found' ? 'found' : 'you'}` : ''}`}
      data-id={row.id}
      tabIndex={-1}
      style={{ '--row': cell.row, '--column': cell.column }}
    >
      <p class="rank-figure num">
        <span class="hidden">{zero ? m.row.unranked : m.row.rank} </span>
        {zero ? <span aria-hidden="true">–</span> : number(row.rank)}
        {shared && !zero && <span class="rank-tie">{m.row.tie}</span>}
      </p>
      <div class="rank-body">
        <p class="rank-name">{link ? <a href={link}>{capital(row.name)}</a> : capital(row.name)}</p>
        {scope.of === 'villages' && row.ward && <p class="small quiet">{capital(row.ward)}</p>}
        {mark && (
          <StatusChip tone={mark === 'found' ? 'info' : 'you'} icon="map-pin">
            {m.mine[mark]}
          </StatusChip>
        )}
        <p class="rank-thin num">{explain(row, measure, m)}</p>
      </div>
      <p class="rank-value num">{measure === 'rate' ? percent(row.value) : number(row.value)}</p>
      <div class="rank-bar" aria-hidden="true">
        <div class="rank-done" style={{ width: `${barLength(row, measure, most) * 100}%` }} />
      </div>
    </li>
  )
}

function explain(row: Row, measure: Measure, m: ReturnType<typeof useBoards>): string {
  if (row.done === 0) return m.row.none
  if (measure === 'points' || row.roll === 0) return m.row.done(number(row.done))
  return m.row.of(number(row.done), number(row.roll))
}
