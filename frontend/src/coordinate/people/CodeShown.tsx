import { useEffect, useState } from 'preact/hooks'
import type { OneTimeCode } from '../../api/schema'
import { Notice } from '../../components/Notice/Notice'
import { Secret } from '../../components/Secret/Secret'
import { clock } from '../../i18n/format'
import { groups } from './accounts'
import { usePeople } from './messages'

/** A code to be read out, what to do with it, and until when; gone once it no longer holds. */
export function CodeShown({ code }: { code: OneTimeCode }) {
  const { code: m } = usePeople()
  const [over, setOver] = useState(false)
  useEffect(() => {
    setOver(false)
    const timer = setTimeout(() => setOver(true), Date.parse(code.expires_at) - Date.now())
    return () => clearTimeout(timer)
  }, [code])
  if (over) return <Notice kind="warn">{m.over}</Notice>
  return (
    <div class="stack stack-tight" role="status">
      <Secret groups={groups(code.code)}>
        <strong>{m[code.kind]}</strong>
      </Secret>
      <p>{code.kind === 'recovery' ? m.recoveryDo : m.deviceDo}</p>
      <p class="quiet num">{m.until(clock(code.expires_at))}</p>
    </div>
  )
}
