import { Notice } from '../../components/Notice/Notice'
import { number } from '../../i18n/format'
import { useEveningWords } from './messages'

/** What the server has refused for good, which somebody should look at. */
export function Parked({ n }: { n: number }) {
  const m = useEveningWords()
  if (n === 0) return null
  return (
    <Notice kind="warn" title={m.parked(number(n))}>
      <p>
        <a href="/me">{m.parkedLook}</a>
      </p>
    </Notice>
  )
}
