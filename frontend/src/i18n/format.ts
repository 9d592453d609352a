import { language } from './messages'

const locale = () => (language.get() === 'en' ? 'en-GB' : 'vi-VN')

const zone = 'Asia/Ho_Chi_Minh'

export const number = (value: number) => new Intl.NumberFormat(locale()).format(value)

/** A share between 0 and 1 as "30 %", with one decimal under ten so that small places are not all equal. */
export const percent = (share: number) => {
  const value = share * 100
  const digits = value > 0 && value < 10 ? 1 : 0
  const text = new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value)
  return `${text} %`
}

export const clock = (time: string | Date) =>
  new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(time))

/** Day, month and year of a time or of a plain day. */
export const day = (time: string | Date) =>
  new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'numeric', year: 'numeric', timeZone: zone }).format(
    new Date(time),
  )

/** What a download weighs, in the units in which people buy it. */
export function fileSize(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024))
  return kilobytes < 1000 ? `${number(kilobytes)} KB` : `${number(Math.round(kilobytes / 102.4) / 10)} MB`
}
