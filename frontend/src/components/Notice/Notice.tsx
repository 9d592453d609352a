import type { ComponentChildren } from 'preact'
import { Icon } from '../Icon/Icon'
import type { IconName } from '../Icon/names'
import './Notice.css'

export type NoticeKind = 'info' | 'good' | 'warn' | 'error' | 'offline'

const icons: Record<NoticeKind, IconName> = {
  info: 'info',
  good: 'circle-check',
  warn: 'clock',
  error: 'triangle-alert',
  offline: 'wifi-off',
}

interface NoticeProps {
  kind?: NoticeKind
  /** Instead of the one that goes with the kind. */
  icon?: IconName
  title?: ComponentChildren
  /** Spoken as soon as it appears; for what follows from something the person has just done. */
  live?: boolean
  action?: ComponentChildren
  children?: ComponentChildren
}

export function Notice({ kind = 'info', icon = icons[kind], title, live = false, action, children }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`} role={live ? (kind === 'error' ? 'alert' : 'status') : undefined}>
      <Icon name={icon} />
      <div class="notice-body">
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
      {action && <div class="notice-action">{action}</div>}
    </div>
  )
}
