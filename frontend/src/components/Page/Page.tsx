import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useCore } from '../../i18n/core'
import { Icon } from '../Icon/Icon'
import './Page.css'

interface PageProps {
  /** The heading, and the title of the browser's window. */
  title: string
  /** A line under the heading. */
  lead?: ComponentChildren
  back?: { href: string; label: string }
  /** For staff: tables need the width. `all`: as wide as the page's own style says. */
  wide?: boolean | 'all'
  /** Where the page draws its own heading: `title` then names the window alone. */
  bare?: boolean
  children: ComponentChildren
}

let first = true

/** One screen. Moves focus to its heading when it replaces another one, so that a screen reader follows. */
export function Page({ title, lead, back, wide = false, bare = false, children }: PageProps) {
  const m = useCore()
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = `${title} · ${m.app.name}`
  }, [title, m])

  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true })
    first = false
  }, [])

  return (
    <div class={`page${wide ? ' page-wide' : ''}${wide === 'all' ? ' page-all' : ''}`}>
      {(back || !bare) && (
        <div class="page-head">
          {back && (
            <a class="page-back" href={back.href}>
              <Icon name="arrow-left" />
              <span>{back.label}</span>
            </a>
          )}
          {!bare && (
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
          )}
          {!bare && lead && <p class="quiet">{lead}</p>}
        </div>
      )}
      {children}
    </div>
  )
}
