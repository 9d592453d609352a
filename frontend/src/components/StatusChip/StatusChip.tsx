import type { ComponentChildren } from 'preact'
import { Icon } from '../Icon/Icon'
import type { IconName } from '../Icon/names'
import './StatusChip.css'

interface StatusChipProps {
  tone?: 'plain' | 'good' | 'wait' | 'you' | 'info'
  icon?: IconName
  children: ComponentChildren
}

/** A state in a word; the colour only repeats what icon and word say. */
export function StatusChip({ tone = 'plain', icon, children }: StatusChipProps) {
  return (
    <span class={`chip chip-${tone}`}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </span>
  )
}
