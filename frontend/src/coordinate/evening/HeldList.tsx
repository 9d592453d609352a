import type { Course, VillageID } from '../../api/schema'
import { Card } from '../../components/Card/Card'
import { Icon } from '../../components/Icon/Icon'
import { number } from '../../i18n/format'
import type { Held } from '../field/session'
import { useEveningWords } from './messages'
import { moduleTitle, said } from './words'

interface HeldListProps {
  village: VillageID
  held: readonly Held[]
  courses: readonly Course[] | undefined
  /** Which page of the session each leads to. */
  to?: 'results'
}

/** Sessions with when, what, where and how many, each leading to itself. */
export function HeldList({ village, held, courses, to }: HeldListProps) {
  const m = useEveningWords()
  const page = to ? `/${to}` : ''
  return (
    <div class="stack stack-tight">
      {held.map(({ id, opened, module, place, open, people }) => (
        <Card key={id} href={`/village/${village}/evening${page}?session=${id}`}>
          <span class="stack stack-tight num">
            <strong>
              {said(opened, m)} <Icon name="chevron-right" />
            </strong>{' '}
            <span class="quiet">
              {[moduleTitle(courses, module), place, m.came(number(people)), open && m.all.open]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
        </Card>
      ))}
    </div>
  )
}
