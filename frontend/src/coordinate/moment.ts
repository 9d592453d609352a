import { clock, day } from '../i18n/format'

/** The time of day, with the day where that is another one. */
export const moment = (time: string | Date, now = new Date()): string =>
  day(time) === day(now) ? clock(time) : `${clock(time)}, ${day(time)}`
