import type { CampaignState, RankedBy } from '../../api/campaigns'
import { number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { useBoards } from '../messages'
import { MarkChip } from '../parts/MarkChip'
import { Moved } from '../parts/Moved'
import { Sparkline } from '../parts/Sparkline'
import type { Row, View } from '../parts/view'
import { explain, figure, rollOf } from '../parts/words'
import { barLength, rowLink, type Scope } from '../scope'
import { ShareImage } from '../share/ShareImage'
import type { Mark } from './Ranking'

interface RankRowProps {
  row: Row
  scope: Scope
  view: View
  measure: RankedBy
  campaign: CampaignState | undefined
  /** The time of the figures. */
  asOf: string
  /** The highest value that is shown. */
  most: number
  /** Another place has the same rank. */
  shared: boolean
  /** The next better rank, if it is known. */
  next: number | undefined
  mark: Mark
  /** Where it stands when there are two columns. */
  cell: { row: number; column: number }
}

export function RankRow(props: RankRowProps) {
  const { row, scope, view, measure, campaign, asOf, most, shared, next, mark, cell } = props
  const m = useBoards()
  const link = rowLink(scope, row.id, view)
  const zero = row.value === 0
  return (
    <li
      class={`rank${mark ? ` rank-${mark === 'found' ? 'found' : 'you'}` : ''}`}
      data-id={row.id}
      tabIndex={-1}
      style={{ '--row': cell.row, '--column': cell.column }}
    >
      <div class="rank-figure num">
        <p>
          <span class="hidden">{zero ? m.row.unranked : m.row.rank} </span>
          {zero ? <span aria-hidden="true">–</span> : number(row.rank)}
          {shared && !zero && <span class="rank-tie"> {m.row.tie}</span>}
        </p>
        {!zero && <Moved by={row.change} />}
      </div>
      <div class="rank-body">
        <p class="rank-name">{link ? <a href={link}>{capital(row.name)}</a> : capital(row.name)}</p>
        {scope.of === 'villages' && row.ward && <p class="small quiet">{capital(row.ward)}</p>}
        {row.now && <p class="small quiet">{m.row.now(row.now)}</p>}
        <MarkChip mark={mark} />
        <p class="rank-thin num">{explain(row, measure, m)}</p>
        {row.missing ? (
          <p class="rank-next num">
            {next === undefined
              ? m.row.missing(number(row.missing))
              : m.row.missingTo(number(row.missing), number(next))}
          </p>
        ) : null}
        {row.roll_day && <p class="rank-roll num">{rollOf(row, campaign, m)}</p>}
      </div>
      <div class="rank-side">
        <p class="rank-value num">{figure(row.value ?? 0, measure)}</p>
        {row.trend && <Sparkline trend={row.trend} />}
      </div>
      <div class="rank-bar" aria-hidden="true">
        <div class="rank-done" style={{ width: `${barLength(row, measure, most) * 100}%` }} />
      </div>
      {/* The picture tells the rank in the whole province, which is not that in a ward. */}
      {mark && scope.of === 'villages' && <ShareImage village={row.id} view={view} asOf={asOf} />}
    </li>
  )
}
