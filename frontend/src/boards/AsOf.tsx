import { clock, day } from '../i18n/format'
import { useBoards } from './messages'

/** "Số liệu lúc 19:05", with the day when it is not today's. */
export function AsOf({ time }: { time: string }) {
  const m = useBoards()
  const today = day(new Date())
  return <>{day(time) === today ? m.asOf(clock(time)) : m.asOfDay(clock(time), day(time))}</>
}
