import { useState } from 'preact/hooks'
import type { JoinCode, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { Button } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { CodedError } from '../../components/CodedError/CodedError'
import { Notice } from '../../components/Notice/Notice'
import { useCore } from '../../i18n/core'
import { clock, day, number } from '../../i18n/format'
import { usePeople } from '../people/messages'

interface JoinCodesProps {
  village: VillageID
  codes: readonly JoinCode[]
  onChange: () => void
}

export function JoinCodes({ village, codes, onChange }: JoinCodesProps) {
  const { join: m } = usePeople()
  const [said, setSaid] = useState('')
  return (
    <section class="stack stack-tight">
      <h2>{m.current}</h2>
      <p class="hidden" role="status">
        {said}
      </p>
      {codes.length === 0 && <p class="quiet">{m.none}</p>}
      {codes.map((code) => (
        <Card key={code.id}>
          <OneCode
            village={village}
            code={code}
            onRevoked={() => {
              setSaid(m.revoked)
              onChange()
            }}
          />
        </Card>
      ))}
    </section>
  )
}

function OneCode({ village, code, onRevoked }: { village: VillageID; code: JoinCode; onRevoked: () => void }) {
  const { join: m, errors } = usePeople()
  const { action } = useCore()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function revoke() {
    setBusy(true)
    setError(undefined)
    try {
      await staffApi.revokeJoinCode(village, code.id)
      onRevoked()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  return (
    <div class="stack stack-tight num">
      <p>
        <strong>{m.until(`${clock(code.expires_at)}, ${day(code.expires_at)}`)}</strong>
        <br />
        {m.used(number(code.used), number(code.uses))}
      </p>
      <CodedError error={error} words={errors} />
      {asking ? (
        <Notice
          kind="warn"
          icon="triangle-alert"
          title={m.revokeTitle}
          live
          action={
            <div class="button-row">
              <Button onClick={() => setAsking(false)}>{action.cancel}</Button>
              <Button look="danger" busy={busy} onClick={() => void revoke()}>
                {m.revoke}
              </Button>
            </div>
          }
        >
          <p>{m.revokeText}</p>
        </Notice>
      ) : (
        <Button icon="x" onClick={() => setAsking(true)}>
          {m.revoke}
        </Button>
      )}
    </div>
  )
}
