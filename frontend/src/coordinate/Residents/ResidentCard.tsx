import type { ContentID, VillageProgress } from '../../api/schema'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { day, number } from '../../i18n/format'
import { useCoordinate } from '../messages'
import { lastSeen } from '../when'
import { looks } from './looks'

interface ResidentCardProps {
  resident: VillageProgress['items'][number]
  title: (module: ContentID) => string
  /** How many modules there are. */
  modules: number
}

export function ResidentCard({ resident, title, modules }: ResidentCardProps) {
  const m = useCoordinate()
  const { name, status, passed, stuck, last_at } = resident
  const started = status !== 'not_started'
  return (
    <li class="resident">
      <h3>{name}</h3>
      <StatusChip {...looks[status]}>{m.status[status]}</StatusChip>
      {stuck.length > 0 && (
        <div class="resident-stuck">
          <p>{m.stuck}</p>
          <ul>
            {stuck.map((module) => (
              <li key={module}>{title(module)}</li>
            ))}
          </ul>
        </div>
      )}
      {passed.length > 0 ? (
        <details>
          <summary class="num">{m.passed(number(passed.length), number(Math.max(modules, passed.length)))}</summary>
          <ul>
            {passed.map((module) => (
              <li key={module}>{title(module)}</li>
            ))}
          </ul>
        </details>
      ) : (
        started && <p>{m.passedNone}</p>
      )}
      <p class="small quiet num">{lastSeen(last_at, Date.now(), m.last, { number, day })}</p>
    </li>
  )
}
