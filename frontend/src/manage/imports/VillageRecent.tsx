import { useState } from 'preact/hooks'
import type { VillageImport, VillageUndo, WardCode } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Dialog } from '../../components/Dialog/Dialog'
import { useCore } from '../../i18n/core'
import { clock, day, number } from '../../i18n/format'
import { villageUndoApi } from './importApi'
import { useImports } from './messages'
import { type Part, Parts } from './News'

interface VillageRecentProps {
  code: WardCode
  items: readonly VillageImport[]
  onDone: (did: VillageUndo) => void
}

/** The lists of villages of the last day, to be undone: first it is looked at and told what that would do. */
export function VillageRecent({ code, items, onDone }: VillageRecentProps) {
  const words = useImports()
  const m = words.villages
  const { action } = useCore()
  const [asked, setAsked] = useState<{ id: string; would: VillageUndo } | null>(null)
  const [busy, setBusy] = useState('')
  const [error, setError] = useState<unknown>(undefined)

  async function ask(id: string, then: () => Promise<void>) {
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
  const look = (id: string) => ask(id, async () => setAsked({ id, would: await villageUndoApi.undo(code, id, true) }))
  const undo = (id: string) => ask(id, async () => onDone(await villageUndoApi.undo(code, id, false)))

  return (
    <section class="stack stack-tight">
      <h2>{m.recent}</h2>
      <ul class="stack stack-tight">
        {items.map((one) => (
          <li key={one.id} class="card stack stack-tight">
            <p>{words.made(clock(one.at), day(one.at), one.by ?? words.someone)}</p>
            <p class="num">{m.counts(number(one.added), number(one.renamed))}</p>
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
      <CodedError error={error} words={m.undoErrors} />
      {asked && (
        <Dialog title={m.undoAsk} onClose={() => setAsked(null)}>
          <p>{undoes(asked.would) ? m.undoText : m.undoNothing}</p>
          <UndoParts undo={asked.would} />
          <div class="button-row">
            <Button onClick={() => setAsked(null)}>{action.cancel}</Button>
            {undoes(asked.would) && (
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

const undoes = ({ dropped, renamed }: VillageUndo) => dropped.length + renamed.length > 0

/** What undoing does or did, village by village. */
function UndoParts({ undo: { dropped, renamed, left } }: { undo: VillageUndo }) {
  const { villages: m } = useImports()
  const parts: Part[] = [
    { title: m.dropped(number(dropped.length)), items: dropped.map(({ name }) => name) },
    {
      title: m.renamedBack(number(renamed.length)),
      items: renamed.map(({ before, name }) => m.change(before ?? '', name)),
    },
    { title: m.left(number(left.length)), items: left.map(({ name, why }) => m.leftOne(name, m.why[why])) },
  ]
  return <Parts parts={parts.filter(({ items }) => items.length > 0)} />
}

/** The villages that stay as they are, and why. */
export function LeftVillages({ left }: { left: VillageUndo['left'] }) {
  return <UndoParts undo={{ dropped: [], renamed: [], left }} />
}
