import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import './Dialog.css'

interface DialogProps {
  title: string
  onClose: () => void
  children: ComponentChildren
}

const reachable = 'a[href], button:not([disabled]), input, select, textarea'

/** One question over the page. Holds the focus until it is answered or closed with Escape, then gives it back. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    const first = box.current?.querySelector<HTMLElement>('input, select, textarea') ?? box.current
    first?.focus()
    return () => before?.focus()
  }, [])

  function onKey(event: KeyboardEvent) {
    if (event.key === 'Escape') return onClose()
    if (event.key !== 'Tab' || !box.current) return
    const stops = [...box.current.querySelectorAll<HTMLElement>(reachable)]
    const end = event.shiftKey ? stops[0] : stops[stops.length - 1]
    if (document.activeElement !== end && document.activeElement !== box.current) return
    event.preventDefault()
    const next = event.shiftKey ? stops[stops.length - 1] : stops[0]
    next?.focus()
  }

  return (
    <div class="dialog-shade">
      <div
        ref={box}
        class="dialog stack"
        role="dialog"
        aria-modal="true"
        aria-labelledby={id}
        tabIndex={-1}
        onKeyDown={onKey}
      >
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </div>
  )
}
