import type { RefObject } from 'preact'
import type { RankedBy } from '../../api/campaigns'
import { number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { useBoards } from '../messages'
import { MarkChip } from '../parts/MarkChip'
import type { Choices } from '../parts/useCampaign'
import type { Row } from '../parts/view'
import { apartPeople } from '../parts/words'
import type { Mark } from '../Ranking/Ranking'
import type { Scope } from '../scope'
import './ApartList.css'

interface ApartListProps {
  list: RefObject<HTMLUListElement | null>
  board: { items: readonly Row[]; measure: RankedBy; stage: string }
  scope: Scope
  choices: Choices
  markOf: (id: string) => Mark
}

/** Places without a rank, each with its reason. Numbers of few people are not told. */
export function ApartList({ list, board, scope, choices, markOf }: ApartListProps) {
  const m = useBoards()
  const say = (row: Row) => [
    apartPeople(row.done, board, choices.campaign?.min_learners, m),
    row.roll > 0 && m.apart.roll(number(row.roll)),
  ]
  return (
    <ul class="apart" ref={list}>
      {board.items.map((row) => (
        <li key={row.id} class={`apart-row${frame(markOf(row.id))}`} data-id={row.id} tabIndex={-1}>
          <p class="apart-name">{capital(row.name)}</p>
          {scope.of === 'villages' && row.ward && <p class="small quiet">{capital(row.ward)}</p>}
          {row.now && <p class="small quiet">{m.row.now(row.now)}</p>}
          <MarkChip mark={markOf(row.id)} />
          <p>{m.apart.reason[row.reason ?? ''] ?? m.apart.other}</p>
          <p class="small quiet num">{say(row).filter(Boolean).join(' · ')}</p>
        </li>
      ))}
    </ul>
  )
}

const frame = (mark: Mark) => (mark ? (mark === 'found' ? ' apart-found' : ' apart-you') : '')
