import { Icon } from '../../components/Icon/Icon'
import { number } from '../../i18n/format'
import { useBoards } from '../messages'
import './parts.css'

/** How many ranks a place has won or lost since yesterday: an arrow and a number for eyes, a word for ears. */
export function Moved({ by }: { by: number | null | undefined }) {
  const m = useBoards()
  if (!by) return null
  const n = number(Math.abs(by))
  return (
    <span class={`moved num ${by > 0 ? 'moved-up' : 'moved-down'}`}>
      <Icon name={by > 0 ? 'arrow-up' : 'arrow-down'} />
      <span aria-hidden="true">{n}</span>
      <span class="hidden">{by > 0 ? m.row.up(n) : m.row.down(n)}</span>
    </span>
  )
}
