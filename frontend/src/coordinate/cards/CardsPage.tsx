import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { api } from '../../api/endpoints'
import type { Account, Card, VillageID } from '../../api/schema'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number } from '../../i18n/format'
import { allAccounts } from '../people/accounts'
import { usePeople } from '../people/messages'
import { Choose } from './Choose'
import { Printing } from './Printing'

/** Makes cards and prints them. Their secrets are told only once, so they live on this page alone. */
export default function CardsPage() {
  const id = useRoute().params.id as VillageID
  return <Cards key={id} id={id} />
}

/** The village, its ward and its accounts: what a card and the choice of people need. */
async function read(id: VillageID) {
  const [village, ward, accounts] = await Promise.all([api.village(id), api.ward(id.slice(0, 5)), allAccounts(id)])
  return { village, ward, accounts }
}

function Cards({ id }: { id: VillageID }) {
  const { cards: m, backToPeople } = usePeople()
  const { query, route } = useLocation()
  const { data, error, reload } = useLoad(() => read(id), [id])
  const [made, setMade] = useState<Card[] | null>(null)
  const only = data?.accounts.find((one: Account) => one.id === query.for)

  return (
    <Page
      title={made ? m.ready(number(made.length)) : m.title}
      lead={made ? undefined : m.lead}
      {...(!made && { back: { href: `/village/${id}/people`, label: backToPeople } })}
      wide={made !== null}
    >
      {!data && (error === undefined ? <Skeleton lines={0} cards={6} /> : <LoadError error={error} retry={reload} />)}
      {data && made && (
        <Printing cards={made} village={data.village} ward={data.ward} onDone={() => route(`/village/${id}/people`)} />
      )}
      {data &&
        !made &&
        (data.accounts.length === 0 ? (
          <EmptyState picture="nothing" title={m.nobody}>
            <p>{m.nobodyText}</p>
          </EmptyState>
        ) : (
          <Choose village={id} accounts={data.accounts} only={only?.id} onMade={setMade} />
        ))}
    </Page>
  )
}
