import type { RankedBy } from '../../api/campaigns'
import { number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { useBoards } from '../messages'
import type { Choices } from '../parts/useCampaign'
import type { Row } from '../parts/view'
import { apartPeople } from '../parts/words'
import type { Scope } from '../scope'
import './ApartList.css'

interface ApartListProps {
  board: { items: readonly Row[]; measure: RankedBy; stage: string }
  scope: Scope
  choices: Choices
}

/** Places without a rank, each with its reason. Numbers of few people are not told. */
export function ApartList({ board, scope, choices }: ApartListProps) {
  const m = useBoards()
  const say = (row: Row) => [
    apartPeople(row.done, board, choices.campaign?.min_learners, m),
    row.roll > 0 && m.apart.roll(number(row.roll)),
  ]
  return (
    <ul class="apart">
      {board.items.map((row) => (
        <li key={row.id} class="apart-row" data-id={row.id}>
          <p class="apart-name">{capital(row.name)}</p>
          {scope.of === 'villages' && row.ward && <p class="small quiet">{capital(row.ward)}</p>}
          <p>{m.apart.reason[row.reason ?? ''] ?? m.apart.other}</p>
          <p class="small quiet num">{say(row).filter(Boolean).join(' · ')}</p>
        </li>
      ))}
    </ul>
  )
}
