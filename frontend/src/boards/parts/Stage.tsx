import type { Stage as StageName } from '../../api/campaigns'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { useBoards } from '../messages'

/** How final a board is. */
export function Stage({ stage }: { stage: StageName }) {
  const m = useBoards()
  return stage === 'frozen' ? (
    <StatusChip tone="good" icon="circle-check">
      {m.stage.frozen}
    </StatusChip>
  ) : (
    <StatusChip tone="wait" icon="clock">
      {m.stage[stage]}
    </StatusChip>
  )
}
