import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { api } from '../../api/endpoints'
import type { Account, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { ButtonLink } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Field } from '../../components/Field/Field'
import { Page } from '../../components/Page/Page'
import { Sections } from '../../components/Sections/Sections'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number } from '../../i18n/format'
import { accountName } from './accountName'
import { allAccounts, byConfirmation, matches } from './accounts'
import { Export } from './Export'
import { usePeople } from './messages'
import { PersonRow } from './PersonRow'
import './people.css'

/** The accounts of a village, for those who help its residents to sign in. */
export default function PeoplePage() {
  const id = useRoute().params.id as VillageID
  return <People key={id} id={id} />
}

function People({ id }: { id: VillageID }) {
  const m = usePeople()
  const village = useLoad(() => api.village(id), [id])
  const { data, error, reload } = useLoad(() => allAccounts(id), [id])
  return (
    <Page title={m.title} lead={village.data?.name ?? m.lead} back={{ href: `/village/${id}`, label: m.back }}>
      <ButtonLink look="main" icon="user-plus" href={`/village/${id}/people/enrol`}>
        {m.enrolGo}
      </ButtonLink>
      <Sections
        label={m.sections}
        items={[
          { href: `/village/${id}/cards`, icon: 'id-card', label: m.cardsGo },
          { href: `/village/${id}/join`, icon: 'qr-code', label: m.joinGo },
        ]}
      />
      {!data && (error === undefined ? <Skeleton lines={0} cards={6} /> : <LoadError error={error} retry={reload} />)}
      {data &&
        (data.length === 0 ? (
          <EmptyState picture="nothing" title={m.empty}>
            <p>{m.emptyText}</p>
          </EmptyState>
        ) : (
          <>
            <Accounts village={id} loaded={data} />
            <Export village={id} />
          </>
        ))}
    </Page>
  )
}

function Accounts({ village, loaded }: { village: VillageID; loaded: readonly Account[] }) {
  const m = usePeople()
  const [text, setText] = useState('')
  const [accounts, setAccounts] = useState(loaded)
  const [said, setSaid] = useState('')
  const [error, setError] = useState<unknown>(undefined)

  const change = (next: Account) => setAccounts((before) => before.map((one) => (one.id === next.id ? next : one)))

  async function confirm(account: Account) {
    setError(undefined)
    try {
      change(await staffApi.confirmResident(village, account.id))
      setSaid(m.confirmed(accountName(account, m)))
    } catch (failure) {
      setError(failure)
    }
  }

  const found = accounts.filter((one) => matches(one, text))
  const { waiting, others } = byConfirmation(found)
  const rows = (list: readonly Account[]) => (
    <ul class="people">
      {list.map((account) => (
        <PersonRow key={account.id} account={account} onConfirm={() => confirm(account)} onChange={change} />
      ))}
    </ul>
  )
  return (
    <>
      <div class="stack stack-tight">
        <Field type="search" label={m.find} value={text} onInput={setText} maxLength={80} autoComplete="off" />
        <p class="small quiet num" role="status">
          {found.length ? m.found(number(found.length)) : m.foundNone} {said}
        </p>
        <CodedError error={error} words={m.errors} />
      </div>
      {waiting.length > 0 && (
        <section class="stack stack-tight">
          <h2 class="num">{m.waiting(number(waiting.length))}</h2>
          <p class="small quiet">{m.waitingText}</p>
          {rows(waiting)}
        </section>
      )}
      {others.length > 0 && (
        <section class="stack stack-tight">
          <h2 class="num">{m.others(number(others.length))}</h2>
          {rows(others)}
        </section>
      )}
    </>
  )
}
