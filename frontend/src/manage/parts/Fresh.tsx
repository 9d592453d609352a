import { Notice } from '../../components/Notice/Notice'
import { clock, day } from '../../i18n/format'
import { useManage } from '../messages'

/** A time of today; of another day with the day. */
export const moment = (time: string, now = Date.now()) =>
  day(time) === day(new Date(now)) ? clock(time) : `${clock(time)}, ${day(time)}`

/** When the figures are of, and whether newer ones could not be had. */
export function Fresh({ asOf, error }: { asOf: string; error: unknown }) {
  const m = useManage()
  return error === undefined ? (
    <p class="quiet small num">{m.asOf(moment(asOf))}</p>
  ) : (
    <Notice kind="offline" title={m.asOf(moment(asOf))}>
      {m.late}
    </Notice>
  )
}
