import type { ComponentChildren } from 'preact'
import forbidden from '../../pictures/forbidden.svg'
import lost from '../../pictures/lost.svg'
import nothing from '../../pictures/nothing.svg'
import offline from '../../pictures/offline.svg'
import './EmptyState.css'

const pictures = { nothing, offline, lost, forbidden }

interface EmptyStateProps {
  picture: keyof typeof pictures
  title: ComponentChildren
  children?: ComponentChildren
  action?: ComponentChildren
  /** Where the state is the whole page its title is the page's heading. */
  page?: boolean
}

/** Says what will be here and how to start, or what happened and what to do. */
export function EmptyState({ picture, title, children, action, page = false }: EmptyStateProps) {
  return (
    <div class="empty">
      <img class="picture" src={pictures[picture]} width="200" height="150" alt="" />
      <div class="empty-text">
        {page ? <h1>{title}</h1> : <h2>{title}</h2>}
        {children}
      </div>
      {action && <div class="empty-action">{action}</div>}
    </div>
  )
}
