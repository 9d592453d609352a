import { useId, useState } from 'preact/hooks'
import type { Account } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { Icon } from '../../components/Icon/Icon'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { accountName } from './accountName'
import { usePeople } from './messages'
import { PersonActions } from './PersonActions'

interface PersonRowProps {
  account: Account
  /** Confirms this person; resolves when it is done or has failed, which the page says. */
  onConfirm: () => Promise<void>
  onChange: (account: Account) => void
}

/** One person: what they have to get in with and, opened, what can be made for them. */
export function PersonRow({ account, onConfirm, onChange }: PersonRowProps) {
  const m = usePeople()
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
          <Badges account={account} />
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
        {open && <PersonActions account={account} onChange={onChange} />}
      </div>
    </li>
  )
}

function Badges({ account }: { account: Account }) {
  const { badge: m, digits } = usePeople()
  const { unconfirmed, card, pin, name, hint } = account
  return (
    <>
      {unconfirmed && (
        <StatusChip tone="wait" icon="clock">
          {m.unconfirmed}
        </StatusChip>
      )}
      {card && (
        <StatusChip tone="good" icon="id-card">
          {m.card}
        </StatusChip>
      )}
      {pin && (
        <StatusChip tone="good" icon="key-round">
          {m.pin}
        </StatusChip>
      )}
      {!card && !pin && <StatusChip icon="minus">{m.none}</StatusChip>}
      {name !== null && hint && <StatusChip icon="phone">{digits(hint)}</StatusChip>}
    </>
  )
}
