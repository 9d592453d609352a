import { clock } from '../../i18n/format'
import { language } from '../../i18n/messages'

const timeZone = 'Asia/Ho_Chi_Minh'

/** "thứ Tư 2/12" */
function date(at: Date): string {
  const english = language.get() === 'en'
  const weekday = new Intl.DateTimeFormat(english ? 'en-GB' : 'vi-VN', { timeZone, weekday: 'long' }).format(at)
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'numeric' }).formatToParts(at)
  const of = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  return `${english ? 'on ' : ''}${weekday.replace(/^Thứ/, 'thứ')} ${of('day')}/${of('month')}`
}

/** A time as people say it: "17:00 thứ Tư 2/12". */
export const moment = (time: string) => `${clock(time)} ${date(new Date(time))}`

/** A time by which something is due. Midnight is the end of a day, lest people take it for the day after. */
export function dueMoment(time: string): string {
  return clock(time) === '00:00' ? `24:00 ${date(new Date(Date.parse(time) - 1))}` : moment(time)
}
