import type { ComponentChildren } from 'preact'
import './Card.css'

interface CardProps {
  /** Makes the whole card one link. */
  href?: string
  warm?: boolean
  class?: string
  children: ComponentChildren
}

export function Card({ href, warm = false, class: more = '', children }: CardProps) {
  const name = `card ${warm ? 'card-warm' : ''} ${more}`.trim().replace(/\s+/g, ' ')
  return href ? (
    <a class={name} href={href}>
      {children}
    </a>
  ) : (
    <div class={name}>{children}</div>
  )
}
