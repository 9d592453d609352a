import { useEffect, useRef } from 'preact/hooks'
import { useCore } from '../../i18n/core'

/** The question of a screen; takes the focus when the screen comes. */
export function StepHeading({ children, level = 1 }: { children: string; level?: 1 | 2 }) {
  const { app } = useCore()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (level === 1) document.title = `${children} · ${app.name}`
    heading.current?.focus({ preventScroll: true })
  }, [children, app, level])
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <Heading ref={heading} tabIndex={-1}>
      {children}
    </Heading>
  )
}
