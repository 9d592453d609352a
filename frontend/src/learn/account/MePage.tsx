import type { Person } from '../../api/schema'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { ButtonLink } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { Icon } from '../../components/Icon/Icon'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number } from '../../i18n/format'
import { useProgress } from '../useProgress'
import { Kept } from './Kept'
import { useAccount } from './messages'
import { PassedModules } from './PassedModules'
import { icons, partsOf } from './parts'
import { SignOut } from './SignOut'
import './me.css'

export default function MePage() {
  const m = useAccount()
  // After signing out the page is drawn once more before the route changes.
  const person = useStore(session).person
  return (
    <Page title={m.title} {...(person && { lead: person.name })}>
      {person && (
        <div class="stack me">
          <Kept owner={person.id} />
          <Figures />
          <Parts person={person} />
          <SignOut person={person} />
        </div>
      )}
    </Page>
  )
}

function Figures() {
  const m = useAccount()
  const progress = useProgress()
  if (!progress) return <Skeleton lines={0} cards={1} />
  const { summary } = progress
  return (
    <section class="stack">
      <h2>{m.progress}</h2>
      {summary.submissions === 0 ? (
        <>
          <p>{m.nothing}</p>
          <ButtonLink href="/courses">{m.start}</ButtonLink>
        </>
      ) : (
        <Card>
          <dl class="me-figures">
            <div>
              <dd class="num">{number(summary.passed)}</dd>
              <dt>{m.passed}</dt>
            </div>
            <div>
              <dd class="num">{number(summary.points)}</dd>
              <dt>{m.points}</dt>
            </div>
            <div>
              <dd class="num">{number(summary.submissions)}</dd>
              <dt>{m.tries}</dt>
            </div>
          </dl>
          <PassedModules summary={summary} />
        </Card>
      )}
    </section>
  )
}

/** What else there is to look after, each on a page of its own. */
function Parts({ person }: { person: Person }) {
  const m = useAccount()
  return (
    <section class="stack stack-tight">
      <h2>{m.settings}</h2>
      {partsOf(person).map((part) => (
        <Card key={part} href={`/me/${part}`} class="me-part">
          <Icon name={icons[part]} />
          <span>{part === 'secret' && person.role !== 'resident' ? m.parts.password : m.parts[part]}</span>
          <Icon name="chevron-right" />
        </Card>
      ))}
    </section>
  )
}
