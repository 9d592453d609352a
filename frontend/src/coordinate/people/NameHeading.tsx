import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/**
 * The heading of a bare page, where it names somebody: the window's title must not, since the browser's history and the phone's list of
 * recent programs keep it after signing out.
 */
export function NameHeading({ lead, children }: { lead?: ComponentChildren; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div class="page-head">
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
      {lead && <p class="quiet">{lead}</p>}
    </div>
  )
}
