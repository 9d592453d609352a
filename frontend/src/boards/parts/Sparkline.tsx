import { number } from '../../i18n/format'
import { useBoards } from '../messages'
import { points } from './trend'
import './parts.css'

const width = 72
const height = 24

/** How the participation rate went in the last fourteen days; told in words by its first and last number. */
export function Sparkline({ trend }: { trend: readonly number[] }) {
  const m = useBoards()
  const first = trend[0]
  const last = trend[trend.length - 1]
  if (first === undefined || last === undefined || trend.length < 2) return null
  const line = points(trend, width, height)
  const end = line[line.length - 1] as [number, number]
  return (
    <span class="spark">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
        <polyline points={line.map((point) => point.join()).join(' ')} />
        <circle cx={end[0]} cy={end[1]} r="2.5" />
      </svg>
      <span class="hidden">{m.row.trend(number(first), number(last), number(trend.length))}</span>
    </span>
  )
}
