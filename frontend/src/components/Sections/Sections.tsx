import { ButtonLink } from '../Button/Button'
import type { IconName } from '../Icon/names'
import './Sections.css'

interface SectionsProps {
  label: string
  items: readonly { href: string; icon: IconName; label: string }[]
}

/** The other pages about the same place. */
export function Sections({ label, items }: SectionsProps) {
  return (
    <nav class="sections" aria-label={label}>
      {items.map((item) => (
        <ButtonLink key={item.href} href={item.href} icon={item.icon}>
          {item.label}
        </ButtonLink>
      ))}
    </nav>
  )
}
