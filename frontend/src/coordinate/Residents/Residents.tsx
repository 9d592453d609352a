import { useId } from 'preact/hooks'
import type { Count, VillageProgress } from '../../api/schema'
import { hasRole, session } from '../../app/session'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Notice } from '../../components/Notice/Notice'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { countText } from '../../manage/counts'
import { useManage } from '../../manage/messages'
import { useTitles } from '../../manage/parts/ModuleList'
import { useCoordinate } from '../messages'
import { statuses, unlisted } from '../status'
import type { StatusFilter } from '../useProgress'
import { ResidentCard } from './ResidentCard'
import './Residents.css'

interface ResidentsProps {
  progress: VillageProgress
  status: StatusFilter
  busy: boolean
  onStatus: (status: StatusFilter) => void
  onMore: () => void
}

/** Who has not begun, who is stuck, who is done: the reason why this page exists. */
export function Residents({ progress, status, busy, onStatus, onMore }: ResidentsProps) {
  const m = useCoordinate()
  const { person } = useStore(session)
  const inCharge = hasRole(person, ['coordinator', 'officer'])
  if (progress.totals.registered === 0) {
    return (
      <EmptyState picture="nothing" title={m.empty.title}>
        <p>{m.empty.text}</p>
      </EmptyState>
    )
  }
  return (
    <section class="stack">
      <h2>{m.residents}</h2>
      <Filter progress={progress} status={status} onStatus={onStatus} disabled={!inCharge} />
      <p class="small quiet">{m.filterNote}</p>
      {inCharge ? (
        <List progress={progress} status={status} busy={busy} onMore={onMore} />
      ) : (
        <Notice>{m.countsOnly}</Notice>
      )}
    </section>
  )
}

interface FilterProps extends Pick<ResidentsProps, 'progress' | 'status' | 'onStatus'> {
  /** Counts only, nothing to choose. */
  disabled: boolean
}

function Filter({ progress, status, onStatus, disabled }: FilterProps) {
  const m = useCoordinate()
  const { few } = useManage()
  const name = useId()
  const choices: { key: StatusFilter; label: string; count: Count }[] = [
    { key: undefined, label: m.all, count: progress.totals.registered },
    ...statuses.map((key) => ({ key, label: m.status[key], count: progress.statuses[key] })),
  ]
  if (disabled) {
    return (
      <ul class="filter">
        {choices.map(({ label, count }) => (
          <li key={label} class="filter-one filter-plain">
            {label} <strong class="num">{countText(count, few)}</strong>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <fieldset class="filter">
      <legend class="hidden">{m.filter}</legend>
      {choices.map(({ key, label, count }) => (
        <label key={label} class={`filter-one${key === status ? ' filter-on' : ''}`}>
          <input type="radio" name={name} checked={key === status} onChange={() => onStatus(key)} />
          <span>{label}</span>
          <strong class="num">{countText(count, few)}</strong>
        </label>
      ))}
    </fieldset>
  )
}

type ListProps = Pick<ResidentsProps, 'progress' | 'status' | 'busy' | 'onMore'>

function List({ progress, status, busy, onMore }: ListProps) {
  const m = useCoordinate()
  const core = useCore()
  const { title, count } = useTitles()
  const hidden = unlisted(progress, status)
  return (
    <>
      {progress.items.length === 0 ? (
        <p class="residents-none" role="status">
          {m.none[status ?? 'all']}
        </p>
      ) : (
        <ul class="residents" aria-busy={busy}>
          {progress.items.map((resident) => (
            <ResidentCard key={resident.id} resident={resident} title={title} modules={count} />
          ))}
        </ul>
      )}
      {progress.next !== null && (
        <Button busy={busy} icon="chevron-down" onClick={onMore}>
          {core.action.more}
        </Button>
      )}
      {hidden !== 0 && <p class="small quiet">{hidden === null ? m.unlistedNote : m.unlisted(number(hidden))}</p>}
    </>
  )
}
