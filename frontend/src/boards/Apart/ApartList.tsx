import type { RefObject } from 'preact'
import { number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { useBoards } from '../messages'
import { MarkChip } from '../parts/MarkChip'
import type { Choices } from '../parts/useCampaign'
import type { Row } from '../parts/view'
import type { Mark } from '../Ranking/Ranking'
import type { Scope } from '../scope'
import './ApartList.css'

interface ApartListProps {
  list: RefObject<HTMLUListElement | null>
  rows: readonly Row[]
  scope: Scope
  choices: Choices
  markOf: (id: string) => Mark
}

/** Places without a rank, each with its reason. Numbers of few people are not told. */
export function ApartList({ list, rows, scope, choices, markOf }: ApartListProps) {
  const m = useBoards()
  const least = choices.campaign?.min_learners
  const people = (done: number | null) => {
    if (done === null) return least ? m.row.under(number(least)) : m.row.hidden
    return done === 0 ? m.row.none : m.row.done(number(done))
  }
  return (
    <ul class="apart" ref={list}>
      {rows.map((row) => (
        <li key={row.id} class={`apart-row${frame(markOf(row.id))}`} data-id={row.id} tabIndex={-1}>
          <p class="apart-name">{capital(row.name)}</p>
          {scope.of === 'villages' && row.ward && <p class="small quiet">{capital(row.ward)}</p>}
          <MarkChip mark={markOf(row.id)} />
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

const frame = (mark: Mark) => (mark ? (mark === 'found' ? ' apart-found' : ' apart-you') : '')
