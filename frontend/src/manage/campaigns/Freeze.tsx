import { useState } from 'preact/hooks'
import { type CampaignState, campaignApi } from '../../api/campaigns'
import { address } from '../../api/client'
import { Button, ButtonLink } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Dialog } from '../../components/Dialog/Dialog'
import { Notice } from '../../components/Notice/Notice'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { useCore } from '../../i18n/core'
import { dueMoment, moment } from '../desk/moment'
import { useCampaigns } from './messages'

/** The end of a campaign: when it may be settled, the warning before that, and what was settled. */
export function Freeze({ campaign, onDone }: { campaign: CampaignState; onDone: () => void }) {
  const { campaign: m, errors } = useCampaigns()
  const { missing } = useProofWords()
  const { action } = useCore()
  const proof = useProof()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  // Here a change meanwhile is one that the manager has made: its numbers are not all there yet.
  const told = { ...errors, changed_meanwhile: m.counting, proof_required: missing }

  async function freeze() {
    setAsking(false)
    setBusy(true)
    setError(undefined)
    try {
      await proof.run(() => campaignApi.freeze(campaign.id))
      onDone()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  if (campaign.stage === 'frozen') return <Settled campaign={campaign} />
  // With every flag decided the review may end early; the server knows whether it is so.
  const may = campaign.stage === 'due' || campaign.stage === 'review'
  return (
    <section class="desk-box stack stack-tight">
      <h2>{m.freeze}</h2>
      <p>{m.freezeText}</p>
      {!may && <p class="quiet">{m.freezeWhen(dueMoment(campaign.grace_ends))}</p>}
      <CodedError error={error} words={told} />
      {may && (
        <Button look="danger" busy={busy} onClick={() => setAsking(true)}>
          {busy ? m.freezing : m.freeze}
        </Button>
      )}
      {asking && (
        <Dialog title={m.freezeAsk(campaign.name)} onClose={() => setAsking(false)}>
          <p>{m.freezeText}</p>
          <div class="button-row">
            <Button onClick={() => setAsking(false)}>{action.cancel}</Button>
            <Button look="danger" onClick={() => void freeze()}>
              {m.freeze}
            </Button>
          </div>
        </Dialog>
      )}
      {proof.dialog}
    </section>
  )
}

function Settled({ campaign }: { campaign: CampaignState }) {
  const { campaign: m } = useCampaigns()
  const { id, ward } = campaign
  const sheets = ward
    ? [{ board: `wards/${ward}/villages`, label: m.sheet }]
    : [
        { board: 'wards', label: m.sheetWards },
        { board: 'villages', label: m.sheetVillages },
      ]
  return (
    <Notice
      kind="good"
      title={m.frozen}
      action={
        <div class="desk-sheets">
          {sheets.map(({ board, label }) => (
            <ButtonLink
              key={board}
              icon="printer"
              href={`/boards/print?board=${board}&campaign=${encodeURIComponent(id)}`}
            >
              {label}
            </ButtonLink>
          ))}
          <ButtonLink icon="download" href={address(`/campaigns/${id}/settlement`)} download={`${id}.json`}>
            {m.settlement}
          </ButtonLink>
        </div>
      }
    >
      {campaign.settled_at && <p class="num">{m.frozenAt(moment(campaign.settled_at))}</p>}
      {campaign.hash && (
        <>
          <p>
            {m.hash}: <span class="desk-hash">{campaign.hash}</span>
          </p>
          <p class="small">{m.settlementText(id)}</p>
        </>
      )}
    </Notice>
  )
}
