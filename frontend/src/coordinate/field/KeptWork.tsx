import { useState } from 'preact/hooks'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { Notice } from '../../components/Notice/Notice'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import type { OutboxItem } from '../../offline/db'
import { discard } from '../../offline/outbox'
import { AlreadyListed } from './AlreadyListed'
import { Correct } from './Correct'
import { sendAgain } from './mend'
import { useFieldWords } from './messages'

/** What a helper has done that is still on this phone, anybody's refused quizzes, and what to do about them. */
export default function KeptWork({ items }: { items: readonly OutboxItem[] }) {
  const m = useFieldWords()
  const byId = new Map(items.map((item) => [item.id, item]))
  const work = items.filter(({ after, parked }) => after || parked !== null)
  return (
    <section class="stack stack-tight">
      <h2>{m.title}</h2>
      <Card>
        <ul class="me-list">
          {work.map((item) => (
            <li key={item.id} class="me-row">
              <Told item={item} before={byId.get(item.needs ?? '')} />
              {item.parked !== null && <Refused item={item} along={items.filter(({ needs }) => needs === item.id)} />}
            </li>
          ))}
        </ul>
      </Card>
    </section>
  )
}

/** What it is, and why it is still here. */
function Told({ item, before }: { item: OutboxItem; before: OutboxItem | undefined }) {
  const m = useFieldWords()
  const { expired } = useStore(session)
  const why = () => {
    const reasons = item.after ? m.reason : m.quiz
    if (item.parked !== null) return reasons[item.parked] ?? m.refused(item.parked)
    if (before) return m.waits(before.title)
    return expired ? m.expired : m.waiting
  }
  return (
    <span>
      <strong>{item.title}</strong>
      <br />
      <span class="small">{why()}</span>
    </span>
  )
}

interface RefusedProps {
  item: OutboxItem
  /** What cannot be sent without it. */
  along: readonly OutboxItem[]
}

function Refused({ item, along }: RefusedProps) {
  const m = useFieldWords()
  const [doing, setDoing] = useState<'mend' | 'choose' | 'drop' | null>(null)
  const stop = () => setDoing(null)
  if (doing === 'drop') return <Drop item={item} along={along} onStop={stop} />
  if (doing === 'mend' && item.kind === 'enrolment') return <Correct item={item} onStop={stop} />
  if (doing === 'choose' && item.kind === 'enrolment') return <AlreadyListed item={item} onStop={stop} />
  return (
    <div class="stack stack-tight">
      <Button icon="send" onClick={() => void sendAgain(item.id)}>
        {m.again}
      </Button>
      {item.kind === 'enrolment' && (
        <>
          <Button onClick={() => setDoing('mend')}>{m.mend}</Button>
          <Button onClick={() => setDoing('choose')}>{m.listed}</Button>
        </>
      )}
      <Button look="quiet" onClick={() => setDoing('drop')}>
        {m.drop}
      </Button>
    </div>
  )
}

/** Names what goes along before it does. */
function Drop({ item, along, onStop }: RefusedProps & { onStop: () => void }) {
  const m = useFieldWords()
  const { action } = useCore()
  const quizzes = along.filter(({ kind }) => !kind).length
  const things = along.length - quizzes
  return (
    <Notice
      kind="warn"
      title={m.dropTitle(item.title)}
      live
      action={
        <div class="button-row">
          <Button onClick={onStop}>{action.cancel}</Button>
          <Button look="danger" onClick={() => void discard(item.id)}>
            {m.drop}
          </Button>
        </div>
      }
    >
      {along.length > 0 && (
        <p class="num">
          {m.dropAlong(things ? m.things(number(things)) : '', quizzes ? m.quizzes(number(quizzes)) : '')}
        </p>
      )}
      <p>{m.dropText}</p>
    </Notice>
  )
}
