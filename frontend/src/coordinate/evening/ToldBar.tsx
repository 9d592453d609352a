import { useState } from 'preact/hooks'
import type { UUID } from '../../api/schema'
import { Button, ButtonLink } from '../../components/Button/Button'
import { clock, number } from '../../i18n/format'
import { log } from '../field/log'
import { useEveningWords } from './messages'
import type { Evening } from './useEvening'
import { useNames } from './useNames'

interface ToldBarProps {
  evening: Evening
  /** Who was tapped or scanned last. */
  last: UUID | undefined
  onGone: () => void
}

/** How many are there, who came last, and how to take that back; it stays at the thumb. */
export function ToldBar({ evening, last, onGone }: ToldBarProps) {
  const m = useEveningWords()
  const nameOf = useNames()
  const [said, setSaid] = useState('')
  const { helper, id: session, present, byId } = evening
  const one = evening.session.people.find(({ person }) => person === last)
  const name = last ? nameOf(byId.get(last)) : ''

  const note = (kind: 'joined' | 'left', title: string) =>
    log(helper, { kind, session, ...(last && { person: last }) }, `${title}: ${name}`)

  async function undo(by: UUID) {
    await log(helper, { kind: 'undone', session, of: by }, `${m.who.undo}: ${name}`, last)
    setSaid(m.who.undone(name))
    onGone()
  }

  const words = one
    ? one.left === null
      ? one.joined
        ? m.who.since(name, clock(one.joined))
        : m.who.added(name)
      : m.who.left(name, clock(one.left))
    : said
  return (
    <div class="thumb told-bar">
      <p class="told-words num" role="status">
        {m.who.count(number(present))}
        {words && ` · ${words}`}
      </p>
      {one && (
        <div class="button-row tight-row">
          {one.by && <Button onClick={() => one.by && void undo(one.by)}>{m.who.undo}</Button>}
          {one.left === null ? (
            <Button onClick={() => void note('left', m.who.leave)}>{m.who.leave}</Button>
          ) : (
            <Button onClick={() => void note('joined', m.join)}>{m.who.backAgain}</Button>
          )}
        </div>
      )}
      {!one && (
        <ButtonLink look="main" href={`/village/${helper.village}/evening`}>
          {m.who.done}
        </ButtonLink>
      )}
    </div>
  )
}
