import { useCore } from '../../i18n/core'
import './Skeleton.css'

/** Stands where content will be. `cards` for lists, lines for text. */
export function Skeleton({ lines = 3, cards = 0 }: { lines?: number; cards?: number }) {
  const m = useCore()
  const parts = Array.from({ length: lines + cards }, (_, index) => index)
  return (
    <div class="skeleton" role="status" aria-label={m.state.loading}>
      {parts.map((index) => (
        <div key={index} class={`skeleton-line${index >= lines ? ' skeleton-card' : ''}`} />
      ))}
    </div>
  )
}
