import { useId, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Account, ListedAccount } from '../../api/schema'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Icon } from '../../components/Icon/Icon'
import { accountName } from './accountName'
import { Badges } from './Badges'
import { usePeople } from './messages'
import { PersonActions } from './PersonActions'

interface PersonRowProps {
  account: ListedAccount
  /** Confirms this person; resolves when it is done or has failed, which the page says. */
  onConfirm: () => Promise<void>
  onChange: (account: Account) => void
}

/** One person: what they have to get in with and, opened, what can be made for them. */
export function PersonRow({ account, onConfirm, onChange }: PersonRowProps) {
  const m = usePeople()
  const village = useRoute().params.id
  const id = useId()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const name = accountName(account, m)

  async function confirm() {
    setBusy(true)
    await onConfirm()
    setBusy(false)
  }

  return (
    <li class="person">
      <button type="button" class="person-open" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <span class={account.name === null ? 'person-name quiet' : 'person-name'}>{name}</span>
        <Icon name="chevron-down" />
        <span class="person-badges">
          <Badges account={account} status={account.status} />
        </span>
      </button>
      {account.unconfirmed && (
        <div class="person-confirm">
          <Button icon="check" busy={busy} onClick={() => void confirm()}>
            {m.confirm}
            <span class="hidden"> {name}</span>
          </Button>
        </div>
      )}
      <div id={id} class="person-more" hidden={!open}>
        {open && (
          <PersonActions account={account} onChange={onChange}>
            <ButtonLink icon="pencil" href={`/village/${village}/people/${account.id}`}>
              {m.more}
            </ButtonLink>
          </PersonActions>
        )}
      </div>
    </li>
  )
}
