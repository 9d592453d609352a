import { clock } from '../../i18n/format'
import { language } from '../../i18n/messages'

const zone = 'Asia/Ho_Chi_Minh'

/** A time as people say it: "17:00 thứ Tư 2/12". */
export function moment(time: string): string {
  const at = new Date(time)
  const english = language.get() === 'en'
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(english ? 'en-GB' : 'vi-VN', { timeZone: zone, ...options }).format(at)
  const weekday = part({ weekday: 'long' })
    .replace(/^Thứ/, 'thứ')
    .replace(/^Chủ nhật/i, 'Chủ nhật')
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'numeric' }).formatToParts(at)
  const of = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  return `${clock(time)} ${english ? 'on ' : ''}${weekday} ${of('day')}/${of('month')}`
}
