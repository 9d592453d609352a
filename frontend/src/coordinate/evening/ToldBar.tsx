import { useEffect, useState } from 'preact/hooks'
import type { UUID } from '../../api/schema'
import { Button, ButtonLink } from '../../components/Button/Button'
import { clock, number } from '../../i18n/format'
import { log } from '../field/log'
import { tell } from '../field/tell'
import { useEveningWords } from './messages'
import type { Evening } from './useEvening'
import { useNames } from './useNames'

interface ToldBarProps {
  evening: Evening
  /** Who was tapped or scanned last. */
  last: UUID | undefined
}

/** How many are there, who came last, and how to take that back; it stays at the thumb. */
export function ToldBar({ evening, last }: ToldBarProps) {
  const m = useEveningWords()
  const nameOf = useNames()
  const [undone, setUndone] = useState(false)
  useEffect(() => setUndone(false), [last])
  const { helper, id: session, present, byId } = evening
  const one = evening.session.people.find(({ person }) => person === last)
  const name = last ? nameOf(byId.get(last)) : ''

  const note = (kind: 'joined' | 'left', title: string) =>
    tell(log(helper, { kind, session, ...(last && { person: last }) }, `${title}: ${name}`))

  // A trembling finger, a card held out for long or another helper may have noted them more than once.
  async function undo() {
    for (const of of one?.joins ?? []) {
      if (!(await tell(log(helper, { kind: 'undone', session, of }, `${m.who.undo}: ${name}`, last)))) return
    }
    setUndone(true)
  }

  const words = one
    ? one.left === null
      ? one.joined
        ? m.who.since(name, clock(one.joined))
        : m.who.added(name)
      : m.who.left(name, clock(one.left))
    : undone
      ? m.who.undone(name)
      : ''
  return (
    <div class="thumb told-bar">
      <p class="told-words num" role="status">
        {m.who.count(number(present))}
        {words && ` · ${words}`}
      </p>
      {one && (
        <div class="button-row tight-row">
          {one.joins.length > 0 && <Button onClick={() => void undo()}>{m.who.undo}</Button>}
          {one.left === null ? (
            <Button onClick={() => void note('left', m.who.leave)}>{m.who.leave}</Button>
          ) : (
            <Button onClick={() => void note('joined', m.join)}>{m.who.backAgain}</Button>
          )}
        </div>
      )}
      <ButtonLink look={one ? 'second' : 'main'} href={`/village/${helper.village}/evening`}>
        {m.who.done}
      </ButtonLink>
    </div>
  )
}
