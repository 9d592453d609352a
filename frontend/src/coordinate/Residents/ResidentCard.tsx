import type { ContentID, ResidentStatus, VillageProgress } from '../../api/schema'
import type { IconName } from '../../components/Icon/names'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { day, number } from '../../i18n/format'
import { useCoordinate } from '../messages'
import { lastSeen } from '../when'

interface ResidentCardProps {
  resident: VillageProgress['items'][number]
  title: (module: ContentID) => string
  /** How many modules there are. */
  modules: number
}

const looks: Record<ResidentStatus, { tone: 'plain' | 'wait' | 'info' | 'good'; icon: IconName }> = {
  not_started: { tone: 'plain', icon: 'minus' },
  stuck: { tone: 'wait', icon: 'circle-help' },
  learning: { tone: 'info', icon: 'book-open' },
  participating: { tone: 'good', icon: 'check' },
  completed: { tone: 'good', icon: 'award' },
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
