import { StatusChip } from '../../components/StatusChip/StatusChip'
import { useBoards } from '../messages'
import type { Mark } from '../Ranking/Ranking'

/** Says why a row is marked: the reader's own, or just looked for. */
export function MarkChip({ mark }: { mark: Mark }) {
  const m = useBoards()
  if (!mark) return null
  return (
    <StatusChip tone={mark === 'found' ? 'info' : 'you'} icon="map-pin">
      {m.mine[mark]}
    </StatusChip>
  )
}
