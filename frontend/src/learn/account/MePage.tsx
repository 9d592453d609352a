import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { ButtonLink } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number } from '../../i18n/format'
import { useProgress } from '../useProgress'
import { Consents } from './Consents'
import { Details } from './Details'
import { Kept } from './Kept'
import { Leaving } from './Leaving'
import { useAccount } from './messages'
import { PassedModules } from './PassedModules'
import './account.css'

export default function MePage() {
  const { me: m } = useAccount()
  // After signing out the page is drawn once more before the route changes.
  const person = useStore(session).person
  return (
    <Page title={m.title} {...(person && { lead: person.name })}>
      {person && (
        <div class="stack me">
          <Kept owner={person.id} />
          <Figures />
          <Details person={person} />
          <Consents person={person} />
          <Leaving person={person} />
        </div>
      )}
    </Page>
  )
}

function Figures() {
  const { me: m } = useAccount()
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
