import { useState } from 'preact/hooks'
import type { Import, WardCode } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Dialog } from '../../components/Dialog/Dialog'
import { Progress } from '../../components/Progress/Progress'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { useCore } from '../../i18n/core'
import { clock, day, number } from '../../i18n/format'
import { importApi } from './importApi'
import { useImports } from './messages'
import './imports.css'

interface RecentProps {
  code: WardCode
  items: readonly Import[]
  onDone: (said: string) => void
}

/** The imports of the last day, to be undone. */
export function Recent({ code, items, onDone }: RecentProps) {
  const m = useImports()
  const { action } = useCore()
  const { missing } = useProofWords()
  const proof = useProof()
  const [asked, setAsked] = useState<Import | null>(null)
  const [busy, setBusy] = useState('')
  const [undone, setUndone] = useState<{ done: number; of: number } | null>(null)
  const [error, setError] = useState<unknown>(undefined)

  async function undo({ id }: Import) {
    setAsked(null)
    setBusy(id)
    setError(undefined)
    try {
      const { erased, kept } = await proof.run(() => importApi.undo(code, id, (done, of) => setUndone({ done, of })))
      onDone(m.undoDone(number(erased), number(kept)))
    } catch (failure) {
      setError(failure)
    }
    setUndone(null)
    setBusy('')
  }

  return (
    <section class="stack stack-tight">
      <h2>{m.recent}</h2>
      <ul class="stack stack-tight">
        {items.map((one) => (
          <li key={one.id} class="card stack stack-tight">
            <p>{m.made(clock(one.at), day(one.at), one.by ?? m.someone)}</p>
            {one.undone ? (
              <p class="quiet small">{m.undone}</p>
            ) : (
              <>
                <p class="quiet small">{m.until(clock(one.until), day(one.until))}</p>
                {busy === one.id && undone && <SoFar {...undone} />}
                <Button fit icon="rotate-ccw" busy={busy === one.id} onClick={() => setAsked(one)}>
                  {busy === one.id ? m.undoing : m.undo}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <CodedError error={error} words={{ ...m.errors, broken: m.broken, proof_required: missing }} />
      {asked && (
        <Dialog title={m.undoAsk} onClose={() => setAsked(null)}>
          <p>{m.undoText}</p>
          <div class="button-row">
            <Button onClick={() => setAsked(null)}>{action.cancel}</Button>
            <Button look="danger" icon="trash-2" onClick={() => void undo(asked)}>
              {m.undoGo}
            </Button>
          </div>
        </Dialog>
      )}
      {proof.dialog}
    </section>
  )
}

function SoFar({ done, of }: { done: number; of: number }) {
  const { undoSoFar } = useImports()
  const text = undoSoFar(number(done), number(of))
  return (
    <Progress value={done} max={of} label={text}>
      <p class="num">{text}</p>
    </Progress>
  )
}
