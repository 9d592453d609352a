import type { Account, VillageID } from '../../api/schema'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Page } from '../../components/Page/Page'
import { accountName } from './accountName'
import { usePeople } from './messages'
import { NameHeading } from './NameHeading'

interface EnrolledProps {
  account: Account
  village: VillageID
  onAnother: () => void
}

/** Whom the list may not name is not named here either: the coordinator knows who has just been enrolled. */
export function Enrolled({ account, village, onAnother }: EnrolledProps) {
  const m = usePeople()
  const card = (
    <ButtonLink
      look={account.pin ? 'second' : 'main'}
      icon="id-card"
      href={`/village/${village}/cards?for=${account.id}`}
    >
      {m.card}
    </ButtonLink>
  )
  return (
    <Page title={m.person.title} bare>
      <NameHeading lead={account.pin ? m.enrol.donePin : m.enrol.doneCard}>
        {m.enrol.done(accountName(account, m))}
      </NameHeading>
      <div class="stack">
        {!account.pin && card}
        <Button look={account.pin ? 'main' : 'second'} icon="user-plus" onClick={onAnother}>
          {m.enrol.another}
        </Button>
        {account.pin && card}
        <ButtonLink look="quiet" href={`/village/${village}/people`}>
          {m.enrol.list}
        </ButtonLink>
      </div>
    </Page>
  )
}
