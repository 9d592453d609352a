import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../Button/Button'
import { useProofWords } from '../Proof/messages'
import './Secret.css'

interface SecretProps {
  /** In the groups in which it is read out. */
  groups: readonly string[]
  /** Of whom it is, for a sheet that is handed over. */
  children?: ComponentChildren
  /** Handed over on paper or by copying; a code that holds for minutes is read out instead. */
  handed?: boolean
}

/** Something shown only once, large enough to be read across a table. */
export function Secret({ groups, children, handed = false }: SecretProps) {
  const m = useProofWords()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(groups.join(''))
      setCopied(true)
    } catch {
      // Without leave to use the clipboard it can still be selected.
    }
  }
  return (
    <div class="secret">
      {children}
      <p class="secret-value num">
        {groups.map((group, place) => (
          <span key={`${place} ${group}`}>{group}</span>
        ))}
      </p>
      {handed && (
        <div class="button-row secret-buttons">
          <Button onClick={() => void copy()}>{m.copy}</Button>
          <Button icon="printer" onClick={() => print()}>
            {m.print}
          </Button>
        </div>
      )}
      <p class="small" role="status">
        {copied && m.copied}
      </p>
    </div>
  )
}
