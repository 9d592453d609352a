import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Account, OneTimeCode, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { Button, ButtonLink } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Notice } from '../../components/Notice/Notice'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { useCore } from '../../i18n/core'
import { CodeShown } from './CodeShown'
import { usePeople } from './messages'

type Busy = OneTimeCode['kind'] | 'stop' | null

interface PersonActionsProps {
  account: Account
  onChange: (account: Account) => void
  /** What else can be done, after codes and cards. */
  children?: ComponentChildren
}

/** Codes and cards for one person who stands at the table. */
export function PersonActions({ account, onChange, children }: PersonActionsProps) {
  const m = usePeople()
  const { missing } = useProofWords()
  const village = useRoute().params.id as VillageID
  const proof = useProof()
  const [code, setCode] = useState<OneTimeCode | null>(null)
  const [busy, setBusy] = useState<Busy>(null)
  const [error, setError] = useState<unknown>(undefined)

  async function guard(what: Exclude<Busy, null>, work: () => Promise<void>) {
    if (busy) return
    setBusy(what)
    setError(undefined)
    try {
      await proof.run(work)
    } catch (failure) {
      setError(failure)
    }
    setBusy(null)
  }

  const make = (kind: OneTimeCode['kind']) =>
    guard(kind, async () => {
      setCode(null)
      setCode(await staffApi.issueCode(village, { resident: account.id, kind }))
    })

  const stop = () =>
    guard('stop', async () => {
      await staffApi.revokeCard(village, account.id)
      onChange({ ...account, card: false })
    })

  const codes = account.hint !== null
  return (
    <div class="stack stack-tight">
      {!codes && <p class="quiet">{m.noPhone}</p>}
      {codes && (
        <>
          <Button icon="key-round" busy={busy === 'recovery'} onClick={() => void make('recovery')}>
            {busy === 'recovery' ? m.making : m.recovery}
          </Button>
          {account.pin && (
            <Button icon="phone" busy={busy === 'device'} onClick={() => void make('device')}>
              {busy === 'device' ? m.making : m.device}
            </Button>
          )}
        </>
      )}
      {code && <CodeShown code={code} />}
      <ButtonLink icon="id-card" href={`/village/${village}/cards?for=${account.id}`}>
        {m.card}
      </ButtonLink>
      {children}
      {account.card && <StopCard busy={busy === 'stop'} onStop={stop} />}
      <CodedError error={error} words={{ ...m.errors, proof_required: missing }} />
      {proof.dialog}
    </div>
  )
}

function StopCard({ busy, onStop }: { busy: boolean; onStop: () => Promise<void> }) {
  const m = usePeople()
  const { action } = useCore()
  const [asking, setAsking] = useState(false)
  if (!asking) {
    return (
      <Button look="quiet" onClick={() => setAsking(true)}>
        {m.stopCard}
      </Button>
    )
  }
  return (
    <Notice
      kind="warn"
      icon="triangle-alert"
      title={m.stopCardTitle}
      live
      action={
        <div class="button-row">
          <Button onClick={() => setAsking(false)}>{action.cancel}</Button>
          <Button look="danger" busy={busy} onClick={() => void onStop()}>
            {m.stopCardGo}
          </Button>
        </div>
      }
    >
      <p>{m.stopCardText}</p>
    </Notice>
  )
}
