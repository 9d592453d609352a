import { Notice } from '../../components/Notice/Notice'
import { clock } from '../../i18n/format'
import { useManage } from '../messages'

/** When the figures are of, and whether newer ones could not be had. */
export function Fresh({ asOf, error }: { asOf: string; error: unknown }) {
  const m = useManage()
  return error === undefined ? (
    <p class="quiet small num">{m.asOf(clock(asOf))}</p>
  ) : (
    <Notice kind="offline" title={m.asOf(clock(asOf))}>
      {m.late}
    </Notice>
  )
}
