import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { ApiError } from '../../api/error'
import type { ListedAccount, UUID, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { Button, ButtonLink } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { day } from '../../i18n/format'
import { type Done, done, Said } from '../../manage/parts/Said'
import { accountName } from './accountName'
import { Badges } from './Badges'
import { EditPerson } from './EditPerson'
import { History } from './History'
import { Met } from './Met'
import { MovePerson } from './MovePerson'
import { usePeople } from './messages'
import { NameHeading } from './NameHeading'
import { PersonActions } from './PersonActions'
import './people.css'

/** One resident, for those who help them: what is kept, what can be set right, and what was done. */
export default function PersonPage() {
  const { id, person } = useRoute().params as { id: VillageID; person: UUID }
  return <Loaded key={`${id} ${person}`} village={id} person={person} />
}

function Loaded({ village, person }: { village: VillageID; person: UUID }) {
  const m = usePeople()
  const { data, error, reload } = useLoad(() => staffApi.resident(village, person), [village, person])
  const back = { href: `/village/${village}/people`, label: m.person.back }
  if (data) return <Person village={village} loaded={data} back={back} />
  const gone = error instanceof ApiError && (error.status === 403 || error.status === 404)
  return (
    <Page title={gone ? m.person.gone : m.title} back={back} bare={gone}>
      {error === undefined && <Skeleton lines={2} cards={3} />}
      {gone && (
        <EmptyState picture="nothing" title={m.person.gone} page>
          <p>{m.person.goneText}</p>
        </EmptyState>
      )}
      {error !== undefined && !gone && <LoadError error={error} retry={reload} />}
    </Page>
  )
}

interface PersonProps {
  village: VillageID
  loaded: ListedAccount
  back: { href: string; label: string }
}

function Person({ village, loaded, back }: PersonProps) {
  const m = usePeople()
  const [account, setAccount] = useState(loaded)
  const [said, setSaid] = useState<Done | null>(null)
  const [error, setError] = useState<unknown>(undefined)
  const [busy, setBusy] = useState(false)
  const [moved, setMoved] = useState<string | null>(null)
  const change = (next: Partial<ListedAccount>) => setAccount((before) => ({ ...before, ...next }))
  const name = accountName(account, m)

  async function confirm() {
    setBusy(true)
    setError(undefined)
    try {
      change(await staffApi.confirmResident(village, account.id))
      setSaid(done(m.confirmed(name)))
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  if (moved !== null) {
    return (
      <Page title={m.person.title} back={back} bare>
        <NameHeading>{name}</NameHeading>
        <Said said={said} />
        {moved && <p>{moved}</p>}
        <ButtonLink look="main" href={back.href}>
          {m.person.movedBack}
        </ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={m.person.title} back={back} bare>
      <NameHeading lead={m.person.since(day(account.created_at))}>{name}</NameHeading>
      <p class="person-badges">
        <Badges account={account} status={account.status} />
      </p>
      <Said said={said} />
      {account.unconfirmed && (
        <div class="stack stack-tight">
          <Button look="main" icon="check" busy={busy} onClick={() => void confirm()}>
            {m.confirm}
          </Button>
          <p class="small quiet">{m.waitingText}</p>
        </div>
      )}
      <CodedError error={error} words={m.errors} />
      <section class="stack">
        <h2>{m.person.help}</h2>
        <PersonActions account={account} onChange={change} />
      </section>
      <EditPerson
        village={village}
        account={account}
        onSaved={(next) => {
          change(next)
          setSaid(done(m.person.saved))
        }}
      />
      <MovePerson
        village={village}
        account={account}
        onMoved={(words, with_) => {
          setSaid(done(words))
          setMoved(with_)
          scrollTo(0, 0)
        }}
      />
      <Met village={village} person={account.id} />
      <History village={village} person={account.id} version={said?.at ?? 0} />
    </Page>
  )
}
