import { useState } from 'preact/hooks'
import type { BoardRow, RankedBy } from '../../api/campaigns'
import { Icon } from '../../components/Icon/Icon'
import { number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { useScreen } from './messages'

interface ScreenRowProps {
  row: BoardRow
  measure: RankedBy
  /** The highest value that is shown. */
  most: number
  /** When it last changed, if that was a moment ago. */
  changedAt: number | undefined
}

export function ScreenRow({ row, measure, most, changedAt }: ScreenRowProps) {
  const m = useScreen()
  const value = row.value ?? 0
  const full = measure === 'points' || measure === 'gain' ? most : Math.max(most, 1)
  return (
    <li class="screen-row" data-id={row.id}>
      {changedAt !== undefined && <Glow key={changedAt} since={changedAt} />}
      <p class="screen-rank num">
        <span class="hidden">{m.rank} </span>
        {number(row.rank)}
      </p>
      <div class="screen-place">
        <p class="screen-name">{capital(row.name)}</p>
        <p class="screen-thin num">
          {row.ward && <span class="screen-ward">{capital(row.ward)}</span>}
          {row.done !== null && row.roll > 0 && <span>{m.people(number(row.done), number(row.roll))}</span>}
          <Moved by={row.change ?? 0} />
        </p>
        <div class="screen-bar" aria-hidden="true">
          <div style={{ width: `${full > 0 ? Math.min(1, value / full) * 100 : 0}%` }} />
        </div>
      </div>
      <p class="screen-value num">{measure === 'points' ? number(value) : tenths(value)}</p>
    </li>
  )
}

/** Warm for a moment: anew with each change, but not with a page that is turned to, where it goes on. */
function Glow({ since }: { since: number }) {
  const [delay] = useState(() => Math.min(0, since - Date.now()))
  return <span class="screen-glow" aria-hidden="true" style={{ animationDelay: `${delay}ms` }} />
}

/** One decimal always: places close together must be told apart. */
const tenths = (share: number) => `${number(Math.round(share * 1000) / 10)} %`

function Moved({ by }: { by: number }) {
  const m = useScreen()
  if (by === 0) return null
  const n = number(Math.abs(by))
  return (
    <span class={`screen-moved screen-${by > 0 ? 'up' : 'down'}`}>
      <Icon name={by > 0 ? 'arrow-up' : 'arrow-down'} />
      <span aria-hidden="true">{n}</span>
      <span class="hidden">{by > 0 ? m.up(n) : m.down(n)}</span>
    </span>
  )
}
