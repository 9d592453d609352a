import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { ListDuplicatesAnswer, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { useCore } from '../../i18n/core'
import { type Done, done, Said } from '../../manage/parts/Said'
import { usePeople } from './messages'
import { Twins } from './Twins'
import './people.css'

/** Accounts that may be one person's, for those who know the people. */
export default function DuplicatesPage() {
  const id = useRoute().params.id as VillageID
  return <Duplicates key={id} id={id} />
}

/** How many groups are drawn at first, and more each time. */
const step = 20

type Group = ListDuplicatesAnswer['items'][number]['accounts']

/** Names a group by who is in it: it is another one when somebody has been merged. */
const keyOf = (group: Group) => group.map((one) => one.id).join(' ')

function Duplicates({ id }: { id: VillageID }) {
  const { duplicates: m, backToPeople } = usePeople()
  const { action } = useCore()
  const { data, error, reload } = useLoad(() => staffApi.duplicates(id), [id])
  const [said, setSaid] = useState<Done | null>(null)
  const [shown, setShown] = useState(step)
  const [apart, setApart] = useState<readonly string[]>([])
  const groups = data?.items.map((one) => one.accounts).filter((one) => !apart.includes(keyOf(one)))
  return (
    <Page title={m.title} lead={m.lead} back={{ href: `/village/${id}/people`, label: backToPeople }}>
      <Said said={said} />
      {!data && error === undefined && <Skeleton lines={0} cards={3} />}
      {error !== undefined && <LoadError error={error} retry={reload} />}
      {groups?.length === 0 && (
        <EmptyState picture="nothing" title={m.none}>
          <p>{m.noneText}</p>
        </EmptyState>
      )}
      {groups?.slice(0, shown).map((group) => (
        <Twins
          key={keyOf(group)}
          village={id}
          accounts={group}
          onApart={(name) => {
            setApart([...apart, keyOf(group)])
            setSaid(done(m.apart(name)))
          }}
          onMerged={(name) => {
            setSaid(done(m.done(name)))
            reload()
          }}
        />
      ))}
      {groups && groups.length > shown && (
        <Button icon="chevron-down" onClick={() => setShown(shown + step)}>
          {action.more}
        </Button>
      )}
    </Page>
  )
}
