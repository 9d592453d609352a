import { useEffect, useState } from 'preact/hooks'
import { clock } from '../../i18n/format'
import { untilNextMinute } from './paging'

/** The time of day in the province. */
export function Clock() {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), untilNextMinute(now))
    return () => clearTimeout(timer)
  }, [now])
  return <p class="screen-clock num">{clock(new Date(now))}</p>
}
