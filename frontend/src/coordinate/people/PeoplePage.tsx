import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { api } from '../../api/endpoints'
import type { ListedAccount, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { ButtonLink } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Icon } from '../../components/Icon/Icon'
import type { IconName } from '../../components/Icon/names'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number } from '../../i18n/format'
import { accountName } from './accountName'
import { byConfirmation } from './accounts'
import { Export } from './Export'
import { usePeople } from './messages'
import { Pager } from './Pager'
import { PersonRow } from './PersonRow'
import { RosterChoice } from './RosterChoice'
import { pageOf, select } from './roster'
import { useListKeys } from './useListKeys'
import { useRoster, useRosterView } from './useRoster'
import './people.css'

/** The accounts of a village, for those who help its residents to sign in. */
export default function PeoplePage() {
  const id = useRoute().params.id as VillageID
  return <People key={id} id={id} />
}

function People({ id }: { id: VillageID }) {
  const m = usePeople()
  const village = useLoad(() => api.village(id), [id])
  const roster = useRoster(id)
  const { data, error, reload } = roster
  return (
    <Page title={m.title} lead={village.data?.name ?? m.lead} back={{ href: `/village/${id}`, label: m.back }}>
      <ButtonLink look="main" icon="user-plus" href={`/village/${id}/people/enrol`}>
        {m.enrolGo}
      </ButtonLink>
      <nav class="people-ways" aria-label={m.sections}>
        <Way href={`/village/${id}/cards`} icon="id-card" label={m.cardsGo} />
        <Way href={`/village/${id}/join`} icon="qr-code" label={m.joinGo} />
        <Way href={`/village/${id}/people/duplicates`} icon="users" label={m.duplicatesGo} />
      </nav>
      {!data && error === undefined && <Skeleton lines={0} cards={6} />}
      {error !== undefined && <LoadError error={error} retry={reload} />}
      {data &&
        (data.length === 0 ? (
          <EmptyState picture="nothing" title={m.empty}>
            <p>{m.emptyText}</p>
          </EmptyState>
        ) : (
          <>
            <Accounts village={id} accounts={data} whole={roster.whole} onChange={roster.change} />
            <Export village={id} />
          </>
        ))}
    </Page>
  )
}

/** A way to another page, small, so that the list is near. */
function Way({ href, icon, label }: { href: string; icon: IconName; label: string }) {
  return (
    <a class="people-way" href={href}>
      <Icon name={icon} />
      <span>{label}</span>
    </a>
  )
}

interface AccountsProps {
  village: VillageID
  accounts: readonly ListedAccount[]
  whole: boolean
  onChange: ReturnType<typeof useRoster>['change']
}

function Accounts({ village, accounts, whole, onChange }: AccountsProps) {
  const m = usePeople()
  const [view, setView] = useRosterView(village)
  const [said, setSaid] = useState('')
  const [error, setError] = useState<unknown>(undefined)

  async function confirm(account: ListedAccount) {
    setError(undefined)
    try {
      onChange(await staffApi.confirmResident(village, account.id))
      setSaid(m.confirmed(accountName(account, m)))
    } catch (failure) {
      setError(failure)
    }
  }

  const found = select(accounts, view)
  const { items, page, from, last } = pageOf(found, view.page)
  const list = useListKeys(page, {
    onPage: (by) => {
      const there = page + by >= 0 && page + by <= last
      if (there) setView({ ...view, page: page + by })
      return there
    },
  })
  // Who waits stands apart where the order leaves them together.
  const all = byConfirmation(found)
  const drawn = view.order === 'name' ? byConfirmation(items) : { waiting: [], others: items }
  const rows = (those: readonly ListedAccount[]) => (
    <ul class="people">
      {those.map((account) => (
        <PersonRow key={account.id} account={account} onConfirm={() => confirm(account)} onChange={onChange} />
      ))}
    </ul>
  )
  return (
    <>
      <div class="stack">
        <RosterChoice accounts={accounts} view={view} onChange={setView} searchRef={list.search} />
        <p class="small quiet num" role="status">
          {found.length ? m.found(number(found.length)) : m.foundNone} {whole ? '' : m.loadingRest} {said}
        </p>
        <CodedError error={error} words={m.errors} />
      </div>
      <section class="stack" aria-label={m.list} ref={list.box} onKeyDown={list.onKeyDown}>
        {drawn.waiting.length > 0 && (
          <div class="stack stack-tight">
            <h2 class="num">{m.waiting(number(all.waiting.length))}</h2>
            <p class="small quiet">{m.waitingText}</p>
            {rows(drawn.waiting)}
          </div>
        )}
        {drawn.others.length > 0 && (
          <div class="stack stack-tight">
            {view.order === 'name' && <h2 class="num">{m.others(number(all.others.length))}</h2>}
            {rows(drawn.others)}
          </div>
        )}
        <Pager
          page={page}
          last={last}
          range={m.range(number(from + 1), number(from + items.length), number(found.length))}
          onPage={(next) => {
            setView({ ...view, page: next })
            list.toTop()
          }}
        />
        <p class="small quiet people-keys">{m.keys}</p>
      </section>
    </>
  )
}
