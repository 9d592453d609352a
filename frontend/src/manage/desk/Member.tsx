import { useState } from 'preact/hooks'
import type { StaffMember } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { Button } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { CodedError } from '../../components/CodedError/CodedError'
import { Notice } from '../../components/Notice/Notice'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { useCore } from '../../i18n/core'
import { day } from '../../i18n/format'
import { useDesk } from './messages'
import { readablePhone } from './phone'
import { lastDay, standing } from './staff'

interface MemberProps {
  member: StaffMember
  onEnded: () => void
  onSecret: (secret: string) => void
}

type Asking = 'end' | 'reset' | null

export function Member({ member, onEnded, onSecret }: MemberProps) {
  const { staff: m, errors } = useDesk()
  const { missing } = useProofWords()
  const { action } = useCore()
  const proof = useProof()
  const [asking, setAsking] = useState<Asking>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const { person, role, village, ward, name } = member

  async function go() {
    setBusy(true)
    setError(undefined)
    try {
      if (asking === 'reset') onSecret((await proof.run(() => staffApi.resetStaff(person))).secret)
      else {
        const place = { ...(village !== null && { village }), ...(village === null && ward !== null && { ward }) }
        await proof.run(() => staffApi.endAppointment({ person, role, ...place }))
        onEnded()
      }
      setAsking(null)
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  return (
    <Card>
      <div class="stack stack-tight">
        <h3>{name}</h3>
        <p class="num">{readablePhone(member.phone)}</p>
        <Chips member={member} />
        <CodedError error={error} words={{ ...errors, proof_required: missing }} />
        {asking ? (
          <Notice
            kind="warn"
            icon="triangle-alert"
            live
            title={asking === 'end' ? m.endTitle(name) : m.resetTitle(name)}
            action={
              <div class="button-row">
                <Button onClick={() => setAsking(null)}>{action.cancel}</Button>
                <Button look="danger" busy={busy} onClick={() => void go()}>
                  {asking === 'end' ? m.end : m.reset}
                </Button>
              </div>
            }
          >
            <p>{asking === 'end' ? m.endText : m.resetText}</p>
          </Notice>
        ) : (
          <div class="desk-buttons">
            <Button icon="key-round" onClick={() => setAsking('reset')}>
              {m.reset}
              <span class="hidden"> {name}</span>
            </Button>
            {standing(member, Date.now()) !== 'over' && (
              <Button icon="x" onClick={() => setAsking('end')}>
                {m.end}
                <span class="hidden"> {name}</span>
              </Button>
            )}
          </div>
        )}
        {proof.dialog}
      </div>
    </Card>
  )
}

function Chips({ member }: { member: StaffMember }) {
  const { staff: m } = useDesk()
  const { from, until } = member
  const state = standing(member, Date.now())
  return (
    <p class="desk-chips num">
      {state === 'coming' && from && (
        <StatusChip tone="wait" icon="clock">
          {m.from(day(from))}
        </StatusChip>
      )}
      {until && (
        <StatusChip tone={state === 'over' ? 'wait' : 'plain'} icon={state === 'over' ? 'triangle-alert' : 'clock'}>
          {state === 'over' ? m.over(day(until)) : m.until(day(lastDay(until)))}
        </StatusChip>
      )}
      <StatusChip tone={member.totp ? 'good' : 'plain'} icon={member.totp ? 'check' : 'minus'}>
        {member.totp ? m.totp : m.noTotp}
      </StatusChip>
    </p>
  )
}
