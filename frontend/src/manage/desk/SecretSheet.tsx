import type { StaffMember } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { usePrinted } from '../../components/Printed/usePrinted'
import { Secret } from '../../components/Secret/Secret'
import { NameHeading } from '../../coordinate/people/NameHeading'
import { useDesk } from './messages'
import { readablePhone } from './phone'

interface SecretSheetProps {
  member: Pick<StaffMember, 'name' | 'phone'>
  secret: string
  onDone: () => void
}

/** A first password, to be handed over now: it cannot be shown again. */
export function SecretSheet({ member, secret, onDone }: SecretSheetProps) {
  const { secret: m } = useDesk()
  usePrinted()
  return (
    <Page title={m.head} bare>
      <NameHeading>{m.title(member.name)}</NameHeading>
      <div class="print-not">
        <Notice kind="warn" title={m.text} />
      </div>
      <Secret groups={[secret]} handed>
        <h2>{m.head}</h2>
        <p>
          <strong>{member.name}</strong>
        </p>
        <p>{m.site(location.host)}</p>
        <p class="num">{m.phone(readablePhone(member.phone))}</p>
        <p>{m.change}</p>
      </Secret>
      <div class="print-not">
        <Button look="main" icon="check" onClick={onDone}>
          {m.done}
        </Button>
      </div>
    </Page>
  )
}
