import { useEffect, useRef } from 'preact/hooks'
import { Notice } from '../../components/Notice/Notice'

/** What has been done, and when: the same words may be said twice in a row. */
export interface Done {
  text: string
  at: number
}

export const done = (text: string): Done => ({ text, at: Date.now() })

/** Says what has been done. Takes the focus, which the pressed button has lost by going away; so it is in sight and read out. */
export function Said({ said }: { said: Done | null }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus()
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [said])
  if (!said) return null
  return (
    <div ref={box} tabIndex={-1}>
      <Notice kind="good" title={said.text} />
    </div>
  )
}
