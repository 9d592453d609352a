import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { UUID } from '../../api/schema'
import { page } from '../../app/area'
import { outboxState } from '../../app/running'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import type { OutboxItem } from '../../offline/db'
import { discard, itemsOf } from '../../offline/outbox'
import { useAccount } from './messages'

type Work = ComponentType<{ items: readonly OutboxItem[] }>

/** Few people have any of it. */
const KeptWork = page(() => import('../../coordinate/field/KeptWork') as never) as Work

/** Answers that are still on this phone; one that the server refused can be looked at and dropped here. */
export function Kept({ owner }: { owner: UUID }) {
  const m = useAccount()
  const state = useStore(outboxState)
  const [items, setItems] = useState<OutboxItem[]>([])
  useEffect(() => {
    let gone = false
    void itemsOf(owner)
      .then((found) => gone || setItems(found))
      .catch(() => undefined)
    return () => {
      gone = true
    }
  }, [owner, state])
  if (items.length === 0) return null

  const reason = (code: string) => {
    if (code === 'submission_conflict') return m.parkedConflict
    if (code === 'forbidden') return m.parkedForbidden
    if (code === 'invalid_answers' || code === 'unknown_module_version') return m.parkedInvalid
    return m.parked(code)
  }
  // What a helper has done, also others' quizzes.
  const own = items.filter(({ after }) => !after)
  return (
    <>
      {own.length > 0 && (
        <section class="stack stack-tight">
          <h2>{m.unsent}</h2>
          <Card>
            <ul class="me-list">
              {own.map((item) => (
                <li key={item.id} class="me-row">
                  <span>
                    <strong>{item.title}</strong>
                    <br />
                    <span class="small">{item.parked === null ? m.waiting : reason(item.parked)}</span>
                  </span>
                  {item.parked !== null && (
                    <Button fit look="danger" onClick={() => void discard(item.id)}>
                      {m.discard}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </Card>
        </section>
      )}
      {own.length < items.length && <KeptWork items={items} />}
    </>
  )
}
