import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import type { KnownPerson } from '../../offline/db'
import { eraseOwn } from '../../offline/erase'
import { itemsOf } from '../../offline/outbox'
import { useEntry } from './messages'
import { mayForget } from './who'

interface ForgetProps {
  one: KnownPerson
  onStay: () => void
  onDone: () => void
}

/** Takes a name off this phone, with what is kept of it here, but never answers that exist nowhere else. */
export function Forget({ one, onStay, onDone }: ForgetProps) {
  const { who: m } = useEntry()
  const { action } = useCore()
  const { person } = useStore(session)
  const items = useLoad(() => itemsOf(one.id), [one.id])
  if (!items.data) return <Skeleton lines={2} cards={0} />
  const may = mayForget(one, person?.id, items.data.length)
  const stay = <Button onClick={onStay}>{action.cancel}</Button>
  if (may === 'signed-in') return <Notice live title={m.forgetNow(one.name)} action={stay} />
  if (may === 'unsent') {
    return (
      <Notice kind="warn" live title={m.forgetUnsent(number(items.data.length))} action={stay}>
        <p>{m.forgetUnsentText(one.name)}</p>
      </Notice>
    )
  }
  return (
    <Notice
      kind="warn"
      icon="triangle-alert"
      live
      title={m.forgetTitle(one.name)}
      action={
        <div class="stack stack-tight">
          {stay}
          <Button look="danger" icon="trash-2" onClick={() => void eraseOwn(one.id).then(onDone)}>
            {m.forgetGo}
          </Button>
        </div>
      }
    >
      <p>{m.forgetText}</p>
    </Notice>
  )
}
