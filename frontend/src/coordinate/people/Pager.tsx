import { Button } from '../../components/Button/Button'
import { usePeople } from './messages'

interface PagerProps {
  /** From 0. */
  page: number
  last: number
  /** Which ones of how many are shown, in words. */
  range: string
  onPage: (page: number) => void
}

/** Turns the pages of a list; draws nothing for a list of one page. */
export function Pager({ page, last, range, onPage }: PagerProps) {
  const m = usePeople()
  if (last === 0) return null
  return (
    <nav class="pager" aria-label={m.pager}>
      <Button icon="arrow-left" disabled={page === 0} onClick={() => onPage(page - 1)}>
        {m.previous}
      </Button>
      <Button iconEnd="arrow-right" disabled={page === last} onClick={() => onPage(page + 1)}>
        {m.next}
      </Button>
      <p class="num small">{range}</p>
    </nav>
  )
}
