import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { UUID } from '../../api/schema'
import { ButtonLink } from '../../components/Button/Button'
import { Field } from '../../components/Field/Field'
import { Page } from '../../components/Page/Page'
import { number } from '../../i18n/format'
import { log } from '../field/log'
import type { Neighbour } from '../field/roster'
import { tell, Unwritten } from '../field/tell'
import { matches } from '../people/accounts'
import { Faces } from './Faces'
import { useEveningWords } from './messages'
import { ToldBar } from './ToldBar'
import { typed } from './typed'
import type { Evening } from './useEvening'
import { useNames } from './useNames'

/** So many names are drawn at a time: more of them nobody looks through, and a cheap phone draws them slowly. */
const most = 60

/** Attendance by name: one tap each. */
export function Who({ evening }: { evening: Evening }) {
  const m = useEveningWords()
  const nameOf = useNames()
  const [text, setText] = useState('')
  const [last, setLast] = useState<UUID | undefined>(undefined)
  const { helper, session, people } = evening
  const here = `/village/${helper.village}/evening`
  const at = useMemo(() => new Map(session.people.map((one) => [one.person, one])), [session])
  const found = people.filter((one) => matches(one, text))

  useEffect(() => typed.keep(text), [text])

  // A trembling finger taps again before the first tap is kept.
  const under = useRef(new Set<UUID>())
  useEffect(() => {
    for (const { person } of session.people) under.current.delete(person)
  }, [session])

  function pick(person: Neighbour) {
    setLast(person.id)
    // Whoever has left is only looked at: that they came back is said by the bar's button.
    if (at.has(person.id) || under.current.has(person.id)) return
    under.current.add(person.id)
    const joined = { kind: 'joined', session: evening.id, person: person.id } as const
    void tell(log(helper, joined, `${m.join}: ${nameOf(person)}`)).then((kept) => {
      if (kept) return
      under.current.delete(person.id)
      setLast((now) => (now === person.id ? undefined : now))
    })
    setText('')
  }

  return (
    <Page title={m.who.title} back={{ href: here, label: m.backToRoom }}>
      <div class="button-row tight-row">
        <ButtonLink icon="qr-code" href={`${here}/scan`}>
          {m.who.scan}
        </ButtonLink>
        <ButtonLink icon="user-plus" href={`${here}/enrol`}>
          {m.who.newcomer}
        </ButtonLink>
      </div>
      <Field type="search" label={m.who.find} value={text} onInput={setText} maxLength={80} autoComplete="off" />
      {found.length === 0 && <p>{m.who.none}</p>}
      <Faces
        people={found.slice(0, most)}
        chosen={last}
        mark={({ id }) => {
          const one = at.get(id)
          return one ? { on: one.left === null, word: one.left === null ? m.who.here : m.who.gone } : null
        }}
        onPick={pick}
      />
      {found.length > most && <p class="quiet num">{m.who.more(number(found.length - most))}</p>}
      <Unwritten />
      <ToldBar evening={evening} last={last} />
    </Page>
  )
}
