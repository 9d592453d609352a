import { Notice } from '../../../components/Notice/Notice'
import { EntryError } from '../EntryError'
import { hasCode } from '../steps'
import { useStaffLogin } from './messages'

/** Staff are helped by whoever appointed them, not by a village's team. */
export function StaffError({ error }: { error: unknown }) {
  const { reset: m } = useStaffLogin()
  if (!hasCode(error, 'reset_required')) return <EntryError error={error} />
  return (
    <Notice kind="error" title={m.what} live>
      <p>{m.act}</p>
    </Notice>
  )
}
