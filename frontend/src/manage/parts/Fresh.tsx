import { Notice } from '../../components/Notice/Notice'
import { clockOrDay } from '../days'
import { useManage } from '../messages'

/** When the figures are of, and whether newer ones could not be had. */
export function Fresh({ asOf, error }: { asOf: string; error: unknown }) {
  const m = useManage()
  return error === undefined ? (
    <p class="quiet small num">{m.asOf(clockOrDay(asOf))}</p>
  ) : (
    <Notice kind="offline" title={m.asOf(clockOrDay(asOf))}>
      {m.late}
    </Notice>
  )
}
