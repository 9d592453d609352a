import { useEffect, useState } from 'preact/hooks'
import type { Person } from '../../api/schema'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { ButtonLink } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number } from '../../i18n/format'
import { languageReady } from '../../i18n/messages'
import { useProgress } from '../useProgress'
import { Kept } from './Kept'
import { useAccount } from './messages'
import { PassedModules } from './PassedModules'
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
          <Rest person={person} />
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

type SettingsPart = typeof import('./Settings').Settings

/** What needs the network comes after what does not; signing out works either way. */
function Rest({ person }: { person: Person }) {
  const m = useAccount()
  const [part, setPart] = useState<{ Settings: SettingsPart | null } | undefined>(undefined)
  useEffect(() => {
    void import('./Settings')
      .then(async (loaded) => {
        await languageReady()
        setPart(loaded)
      })
      .catch(() => setPart({ Settings: null }))
  }, [])
  if (!part) return <Skeleton lines={0} cards={2} />
  return (
    <>
      {part.Settings ? <part.Settings person={person} /> : <p class="quiet">{m.settingsAway}</p>}
      <SignOut person={person} />
    </>
  )
}
