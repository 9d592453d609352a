import type { ComponentChildren } from 'preact'
import { ApiError } from '../../api/error'
import { waitText } from '../../api/explain'
import { ErrorNotice } from '../../app/states'
import { ButtonLink } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { useStates } from '../../i18n/states'
import { useEntry } from './messages'
import type { Entry } from './messages.vi'

interface Told {
  what: string
  act: string
  action?: ComponentChildren
}

/** What went wrong on a way in, and the way on. What every page may answer is left to the common words. */
export function EntryError({ error, byPin = false }: { error: unknown; byPin?: boolean }) {
  const m = useEntry()
  const states = useStates()
  const told = error instanceof ApiError ? tell(error, m, byPin) : null
  if (!told || !(error instanceof ApiError)) return <ErrorNotice error={error} />
  return (
    <Notice kind="error" title={told.what} live action={told.action}>
      <p>{error.retryAfter === null ? told.act : waitText(error.retryAfter, states)}</p>
    </Notice>
  )
}

const link = (href: string, words: string) => <ButtonLink href={href}>{words}</ButtonLink>

function tell({ code }: ApiError, m: Entry, byPin: boolean): Told | null {
  const { errors } = m
  switch (code) {
    case 'wrong_credentials':
      return byPin ? errors.pinWrong : null
    case 'device_code_required':
      return { ...errors.deviceUnknown, action: link('/login?other=1', errors.login) }
    case 'locked':
      return errors.locked
    case 'reset_required':
      return { ...errors.reset, action: link('/recover', errors.codeGo) }
    case 'card_not_valid':
      return errors.card
    case 'code_not_valid':
      return errors.code
    case 'registration_closed':
      return { ...errors.closed, action: link('/join', m.join.title) }
    case 'too_many':
      return errors.tooMany
    case 'not_a_child':
      return errors.notAChild
    default:
      return null
  }
}
