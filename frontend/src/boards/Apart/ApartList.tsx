import { number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { useBoards } from '../messages'
import type { Choices } from '../parts/useCampaign'
import type { Row } from '../parts/view'
import type { Scope } from '../scope'
import './ApartList.css'

interface ApartListProps {
  rows: readonly Row[]
  scope: Scope
  choices: Choices
}

/** Places without a rank, each with its reason. Numbers of few people are not told. */
export function ApartList({ rows, scope, choices }: ApartListProps) {
  const m = useBoards()
  const least = choices.campaign?.min_learners
  const people = (done: number | null) => {
    if (done === null) return least ? m.row.under(number(least)) : m.row.hidden
    return done === 0 ? m.row.none : m.row.done(number(done))
  }
  return (
    <ul class="apart">
      {rows.map((row) => (
        <li key={row.id} class="apart-row" data-id={row.id}>
          <p class="apart-name">{capital(row.name)}</p>
          {scope.of === 'villages' && row.ward && <p class="small quiet">{capital(row.ward)}</p>}
          <p>{m.apart.reason[row.reason ?? ''] ?? m.apart.other}</p>
          <p class="small quiet num">
            {people(row.done)}
            {row.roll > 0 && ` · ${m.apart.roll(number(row.roll))}`}
          </p>
        </li>
      ))}
    </ul>
  )
}
