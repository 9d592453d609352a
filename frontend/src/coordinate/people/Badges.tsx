import type { Account, ResidentStatus } from '../../api/schema'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { useCoordinate } from '../messages'
import { looks } from '../Residents/looks'
import { usePeople } from './messages'

interface BadgesProps {
  account: Account
  /** Null for who did not agree to be listed. */
  status: ResidentStatus | null
}

/** What is known of somebody at a glance: what they get in with, how far they are, and what tells them from others of their name. */
export function Badges({ account, status }: BadgesProps) {
  const { badge: m, digits, born } = usePeople()
  const words = useCoordinate()
  const { unconfirmed, card, pin, name, hint, birth_band: band } = account
  return (
    <>
      {unconfirmed && (
        <StatusChip tone="wait" icon="clock">
          {m.unconfirmed}
        </StatusChip>
      )}
      {status && <StatusChip {...looks[status]}>{words.status[status]}</StatusChip>}
      {card && <StatusChip icon="id-card">{m.card}</StatusChip>}
      {pin && <StatusChip icon="key-round">{m.pin}</StatusChip>}
      {!card && !pin && (
        <StatusChip tone="wait" icon="minus">
          {m.none}
        </StatusChip>
      )}
      {band && <StatusChip>{born(band, String(Number(band) + 9))}</StatusChip>}
      {name !== null && hint && <StatusChip icon="phone">{digits(hint)}</StatusChip>}
    </>
  )
}
