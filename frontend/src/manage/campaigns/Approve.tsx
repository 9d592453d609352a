import { useState } from 'preact/hooks'
import { campaignApi, type VillageRolls } from '../../api/campaigns'
import type { WardCode } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { day, number } from '../../i18n/format'
import { useCampaigns } from './messages'

interface ApproveProps {
  code: WardCode
  /** Villages with a declared roll. */
  items: readonly VillageRolls[]
  onDone: (said: string) => void
}

/** The rolls that wait; all are chosen unless somebody takes one out. */
export function Approve({ code, items, onDone }: ApproveProps) {
  const { rolls: m, errors } = useCampaigns()
  const { missing } = useProofWords()
  const proof = useProof()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const chosen = items.filter(({ village }) => !left.has(village.id))

  function choose(id: string, on: boolean) {
    const next = new Set(left)
    if (on) next.delete(id)
    else next.add(id)
    setLeft(next)
  }

  async function approve() {
    setBusy(true)
    setError(undefined)
    const rolls = chosen.flatMap(({ village, declared }) =>
      declared ? [{ village: village.id, version: declared.version }] : [],
    )
    try {
      await proof.run(() => campaignApi.approve(code, rolls))
      onDone(m.approveDone(number(rolls.length)))
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  return (
    <section class="desk-box stack stack-tight">
      <h2>{m.approveTitle}</h2>
      <p class="quiet">{m.approveText}</p>
      <ul class="desk-choices">
        {items.map(({ village, approved, declared }) => (
          <li key={village.id}>
            <label class="desk-choice">
              <input
                type="checkbox"
                checked={!left.has(village.id)}
                onChange={(event) => choose(village.id, event.currentTarget.checked)}
              />
              <span>
                {village.name}
                <span class="desk-thin num">
                  {m.change(approved ? number(approved.adults) : m.fresh, number(declared?.adults ?? 0))}
                  {declared && `, ${m.dated(day(declared.day), number(declared.version))}`}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <CodedError error={error} words={{ ...errors, proof_required: missing }} />
      {chosen.length === 0 ? (
        <p class="quiet">{m.noneChosen}</p>
      ) : (
        <Button look="main" icon="check" busy={busy} onClick={() => void approve()}>
          {busy ? m.approving : m.approve(number(chosen.length))}
        </Button>
      )}
      {proof.dialog}
    </section>
  )
}
