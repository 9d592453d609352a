import { useState } from 'preact/hooks'
import { Button } from '../../../components/Button/Button'
import { useStaffLogin } from './messages'
import './staff.css'

/** Shown once, and long enough to be put away. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { codes: m } = useStaffLogin()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      setCopied(true)
    } catch {
      // Without leave to use the clipboard they can still be selected or printed.
    }
  }
  return (
    <section class="stack">
      <h2>{m.title}</h2>
      <p>{m.text}</p>
      <ul class="recovery-codes num" aria-label={m.list}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div class="button-row recovery-buttons">
        <Button icon="copy" onClick={() => void copy()}>
          {m.copy}
        </Button>
        <Button icon="printer" onClick={() => print()}>
          {m.print}
        </Button>
      </div>
      <p class="hidden" role="status">
        {copied && m.copied}
      </p>
      <div class="recovery-buttons">
        <Button look="main" onClick={onDone}>
          {m.done}
        </Button>
      </div>
    </section>
  )
}
