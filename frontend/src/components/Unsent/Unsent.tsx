import { outboxState } from '../../app/running'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { Button, ButtonLink } from '../Button/Button'
import './Unsent.css'

/** How many answers still wait on this phone, and what to do about it. */
export function Unsent({ path }: { path: string }) {
  const m = useCore()
  const { person, expired } = useStore(session)
  const { unsent, parked, work, sending } = useStore(outboxState)
  if (!person || (unsent === 0 && parked === 0) || path === '/login') return null
  if (unsent === 0) {
    return (
      <div class="unsent" role="status">
        <span>{m.unsent.parked(number(parked))}</span>
        <ButtonLink fit href="/me">
          {m.unsent.look}
        </ButtonLink>
      </div>
    )
  }
  return (
    <div class="unsent" role="status">
      <span>
        <strong>{m.unsent.count(number(unsent), work)}</strong> {expired && m.unsent.login}
      </span>
      {expired ? (
        <ButtonLink fit href="/login">
          {m.action.login}
        </ButtonLink>
      ) : (
        <Button
          fit
          busy={sending}
          icon="send"
          onClick={() => void import('../../offline/outbox').then(({ flushNow }) => flushNow())}
        >
          {sending ? m.unsent.sending : m.unsent.send}
        </Button>
      )}
    </div>
  )
}
