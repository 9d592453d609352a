import { Button } from '../../components/Button/Button'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { clock, day, number } from '../../i18n/format'
import { AsOf } from '../AsOf'
import { useBoards } from '../messages'
import { Stage } from '../parts/Stage'
import type { Choices } from '../parts/useCampaign'
import type { ShownBoard, View } from '../parts/view'
import type { Own } from '../scope'

interface HeadProps {
  board: ShownBoard
  choices: Choices
  own: Own | undefined
  around: string | undefined
  /** Goes to a row; false if it is not on this page. */
  show: (id: string) => boolean
  onChange: (change: Partial<View>) => void
}

/** How final and how old the figures are, and the ways to one's own place. */
export function Head({ board, choices, own, around, show, onChange }: HeadProps) {
  const m = useBoards()
  const settled = choices.campaign?.id === board.campaign ? choices.campaign.settled_at : null
  return (
    <div class="ranking-head">
      <p class="ranking-state quiet small num">
        <Stage stage={board.stage} />
        {choices.campaign?.sample && (
          <StatusChip tone="info" icon="info">
            {m.sample}
          </StatusChip>
        )}
        <span>{m.total(number(board.total))}</span>
        <span>
          {board.stage === 'frozen' && settled ? m.settled(clock(settled), day(settled)) : <AsOf time={board.as_of} />}
        </span>
        <span>{board.stage === 'frozen' ? m.asThen : m.asNow}</span>
      </p>
      <div class="ranking-jumps">
        {around && (
          <Button fit look="quiet" icon="arrow-up" onClick={() => onChange({ around: undefined })}>
            {m.mine.top}
          </Button>
        )}
        {own && own.id !== around && (
          <Button fit icon="map-pin" onClick={() => show(own.id) || onChange({ around: own.id })}>
            {own.charge ? m.mine.findCharge : m.mine.find}
          </Button>
        )}
      </div>
    </div>
  )
}
