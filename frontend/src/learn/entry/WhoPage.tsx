import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { accountApi } from '../../api/account'
import type { Child, Person, UUID } from '../../api/schema'
import { landing } from '../../app/landing'
import { online } from '../../app/online'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { initial } from '../../components/AppBar/initial'
import { ButtonLink } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Icon } from '../../components/Icon/Icon'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import type { KnownPerson } from '../../offline/db'
import { knownPeople } from '../../offline/people'
import { useEntry } from './messages'
import { WhoPerson } from './WhoPerson'
import { whoList } from './who'
import '../account/account.css'
import './entry.css'

/** The children of who is signed in; without a network those that have had the phone are on the list all the same. */
const childrenOf = async (person: Person | null): Promise<Child[]> =>
  person?.role === 'resident' && person.guardian === null
    ? accountApi.children().then(
        ({ items }) => items,
        () => [],
      )
    : []

/** "Who is learning?": everybody known on this phone. A tap on a name, then the PIN. */
export default function WhoPage() {
  const { who: m } = useEntry()
  const { route } = useLocation()
  const { person, expired } = useStore(session)
  const up = useStore(online)
  const [chosen, setChosen] = useState<UUID | null>(null)
  const known = useLoad(() => knownPeople().catch(() => []), [person?.id])
  const children = useLoad(() => childrenOf(person), [person?.id])
  const list = known.data && whoList(known.data, person, children.data ?? [])
  const one = list?.find(({ id }) => id === chosen)

  if (list && one) {
    return (
      <WhoPerson
        key={one.id}
        one={one}
        people={list}
        onBack={() => {
          setChosen(null)
          known.reload()
        }}
        onDone={(entered) => route(landing(entered), true)}
      />
    )
  }
  return (
    <Page title={m.title} {...(list?.length && { lead: m.lead })}>
      {!up && person && (
        <Notice kind="offline" title={m.offline}>
          <p>{m.offlineText(person.name)}</p>
        </Notice>
      )}
      {!list && <Skeleton lines={0} cards={3} />}
      {list && list.length === 0 && (
        <EmptyState picture="nothing" title={m.empty}>
          <p>{m.emptyText}</p>
        </EmptyState>
      )}
      {list && list.length > 0 && (
        <ul class="picks">
          {list.map((known) => (
            <li key={known.id}>
              <Pick
                one={known}
                people={list}
                now={!expired && known.id === person?.id}
                onPick={() => setChosen(known.id)}
              />
            </li>
          ))}
        </ul>
      )}
      {list && (
        <div class="entry-links">
          <ButtonLink icon="user-plus" href="/login?other=1">
            {m.other}
          </ButtonLink>
          <ButtonLink icon="qr-code" href="/card">
            {m.card}
          </ButtonLink>
        </div>
      )}
    </Page>
  )
}

interface PickProps {
  one: KnownPerson
  people: readonly KnownPerson[]
  now: boolean
  onPick: () => void
}

function Pick({ one, people, now, onPick }: PickProps) {
  const { who: m } = useEntry()
  const parent = people.find(({ id }) => id === one.guardian)
  const about =
    one.guardian !== null
      ? parent
        ? m.child(parent.name)
        : m.childOfOther
      : one.staff
        ? m.staff
        : [one.village, one.pin === false ? m.byCard : one.hint && m.hint(one.hint)].filter(Boolean).join(' · ')
  return (
    <button type="button" class={`pick who-pick${now ? ' who-now' : ''}`} onClick={onPick}>
      <span class="who-mark" aria-hidden="true">
        {initial(one.name)}
      </span>
      <span class="who-text">
        <span class="who-name">{one.name}</span>
        <span class="small quiet">{now ? m.now : about}</span>
      </span>
      <Icon name={now ? 'circle-check' : 'chevron-right'} />
    </button>
  )
}
