import { useState } from 'preact/hooks'
import type { Import, UUID } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Dialog } from '../../components/Dialog/Dialog'
import { useCore } from '../../i18n/core'
import { clock, day, number } from '../../i18n/format'
import { useImports } from './messages'
import { type Part, Parts } from './News'

/** What undoing a file leaves as it is, and why. */
interface Left {
  name: string
  why: string
}

type Reasons = Readonly<Record<string, string>>

interface RecentFilesProps<F extends Import, U extends { left: readonly Left[] }> {
  items: readonly F[]
  /** What a file did. */
  counts: (one: F) => string
  /** Undoes a file, or only asks what that would do. */
  undo: (id: UUID, dry: boolean) => Promise<U>
  /** Stands over what undoing does. */
  text: string
  /** What undoing does, with nothing in it if it does nothing. */
  parts: (would: U) => Part[]
  why: Reasons
  errors: Readonly<Record<string, { what: string; act: string }>>
  onDone: (did: U) => void
  /** Undoing failed, and may have done some of it. */
  onFailed: () => void
}

/** The files of the last day, to be undone: first it is looked at and told what that would do. */
export function RecentFiles<F extends Import, U extends { left: readonly Left[] }>(props: RecentFilesProps<F, U>) {
  const words = useImports()
  const m = words.files
  const { action } = useCore()
  const [asked, setAsked] = useState<{ id: UUID; would: U } | null>(null)
  const [busy, setBusy] = useState('')
  const [error, setError] = useState<unknown>(undefined)

  async function ask(id: UUID, then: () => Promise<void>) {
    if (busy) return
    setAsked(null)
    setBusy(id)
    setError(undefined)
    try {
      await then()
    } catch (failure) {
      setError(failure)
    }
    setBusy('')
  }
  const look = (id: UUID) => ask(id, async () => setAsked({ id, would: await props.undo(id, true) }))
  const undo = (id: UUID) =>
    ask(id, async () => {
      try {
        props.onDone(await props.undo(id, false))
      } catch (failure) {
        props.onFailed()
        throw failure
      }
    })
  const parts = asked ? filled(props.parts(asked.would)) : []

  // The last time may have been broken off before it was noted.
  const finish = parts.length === 0 && asked?.would.left.length === 0

  return (
    <section class="stack stack-tight">
      <h2>{m.recent}</h2>
      <ul class="stack stack-tight">
        {props.items.map((one) => (
          <li key={one.id} class="card stack stack-tight">
            <p>{words.made(clock(one.at), day(one.at), one.by ?? words.someone)}</p>
            <p class="num">{props.counts(one)}</p>
            {one.undone ? (
              <p class="quiet small">{m.undone}</p>
            ) : (
              <>
                <p class="quiet small">{m.until(clock(one.until), day(one.until))}</p>
                <Button fit icon="rotate-ccw" busy={busy === one.id} onClick={() => void look(one.id)}>
                  {busy === one.id ? m.undoing : m.undo}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <CodedError error={error} words={{ ...m.errors, ...props.errors }} />
      {asked && (
        <Dialog title={m.undoAsk} onClose={() => setAsked(null)}>
          <p>{parts.length > 0 ? props.text : finish ? m.undoNoted : m.undoNothing}</p>
          <Parts parts={parts} />
          <LeftPlaces left={asked.would.left} why={props.why} />
          <div class="button-row">
            <Button onClick={() => setAsked(null)}>{action.cancel}</Button>
            {(parts.length > 0 || finish) && (
              <Button look="main" icon="rotate-ccw" onClick={() => void undo(asked.id)}>
                {m.undo}
              </Button>
            )}
          </div>
        </Dialog>
      )}
    </section>
  )
}

const filled = (parts: readonly Part[]) => parts.filter(({ items }) => items.length > 0)

/** The places that stay as they are, and why. */
export function LeftPlaces({ left, why }: { left: readonly Left[]; why: Reasons }) {
  const { files: m } = useImports()
  const items = left.map((one) => m.leftOne(one.name, why[one.why] ?? one.why))
  return <Parts parts={filled([{ title: m.left(number(left.length)), items }])} />
}
