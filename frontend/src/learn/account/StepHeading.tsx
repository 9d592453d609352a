import { useEffect, useRef } from 'preact/hooks'
import { useCore } from '../../i18n/core'

/** The question of a screen; takes the focus when the screen comes. */
export function StepHeading({ children }: { children: string }) {
  const { app } = useCore()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${children} · ${app.name}`
    heading.current?.focus({ preventScroll: true })
  }, [children, app])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
