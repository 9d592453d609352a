import { useLocation } from 'preact-iso'
import { Page } from '../../components/Page/Page'
import { number } from '../../i18n/format'
import type { Neighbour } from '../field/roster'
import { Faces } from './Faces'
import { useEveningWords } from './messages'
import { triedBy } from './outcome'
import type { Evening } from './useEvening'

/** Whose turn it is: the names of who is there, and nothing about any of them but whether they have had the phone. */
export function Hand({ evening }: { evening: Evening }) {
  const { hand: m, ...words } = useEveningWords()
  const { route } = useLocation()
  const here = `/village/${evening.helper.village}/evening`
  const tried = triedBy(evening)
  const there = new Set(evening.session.people.flatMap(({ person, left }) => (left === null ? [person] : [])))
  const present = evening.people.filter(({ id }) => there.has(id))
  const rest = present.filter(({ id }) => !tried.has(id))
  const done = present.filter(({ id }) => tried.has(id))
  const give = ({ id }: Neighbour) => route(`${here}/next/${id}`)
  return (
    <Page title={m.title} lead={m.text} back={{ href: here, label: words.backToRoom }}>
      {rest.length > 0 ? <Faces people={rest} onPick={give} /> : <p>{m.restNone}</p>}
      {done.length > 0 && (
        <section class="stack stack-tight">
          <h2 class="num">{m.done(number(done.length))}</h2>
          <Faces people={done} onPick={give} />
        </section>
      )}
    </Page>
  )
}
