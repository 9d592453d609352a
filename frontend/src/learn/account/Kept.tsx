import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { UUID } from '../../api/schema'
import { page } from '../../app/area'
import { outboxState } from '../../app/running'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { Card } from '../../components/Card/Card'
import { useCore } from '../../i18n/core'
import type { OutboxItem } from '../../offline/db'
import { itemsOf } from '../../offline/outbox'
import { useAccount } from './messages'

type Work = ComponentType<{ items: readonly OutboxItem[] }>

/** Few people have any of it, and what was refused was refused by a server that could be reached. */
const KeptWork = page(() => import('../../coordinate/field/KeptWork') as never) as Work

/** Answers that are still on this phone. */
export function Kept({ owner }: { owner: UUID }) {
  const m = useAccount()
  const { unsent } = useCore()
  const { expired } = useStore(session)
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

  // What a helper has done, and what was refused, has more to it.
  const own = items.filter(({ after, parked }) => !(after || parked))
  return (
    <>
      {own[0] && (
        <section class="stack stack-tight">
          <h2>{m.unsent}</h2>
          <Card>
            <ul class="me-list">
              {own.map((item) => (
                <li key={item.id} class="me-row">
                  <strong>{item.title}</strong>
                  <span class="small">{expired ? unsent.login : m.waiting}</span>
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
