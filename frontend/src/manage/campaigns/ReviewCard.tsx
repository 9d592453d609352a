import { useState } from 'preact/hooks'
import { campaignApi, type Review, type Ruling, type Thresholds } from '../../api/campaigns'
import { Button } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { CodedError } from '../../components/CodedError/CodedError'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { Tabs } from '../../components/Tabs/Tabs'
import { useCore } from '../../i18n/core'
import { moment } from '../desk/moment'
import { NoteField } from '../desk/NoteField'
import { useFocusAfter } from '../parts/useFocusAfter'
import { Evidence } from './Evidence'
import { useCampaigns } from './messages'

interface ReviewCardProps {
  review: Review
  village: string
  /** Where and in which campaign. */
  place: string
  /** From when on a sign is looked at; not known for a campaign that is not listed. */
  thresholds: Thresholds | undefined
  /** The boards are frozen: nothing is decided any more. */
  settled: boolean
  onDone: () => void
}

const tones = { '': 'good', review: 'wait', excluded: 'plain' } as const
const icons = { '': 'circle-check', review: 'clock', excluded: 'x' } as const

/** One village: what is unusual, what was decided, and a decision to make. */
export function ReviewCard({ review, village, place, thresholds, settled, onDone }: ReviewCardProps) {
  const { reviews: m, flags } = useCampaigns()
  const [deciding, setDeciding] = useState(false)
  const heading = useFocusAfter<HTMLHeadingElement>(deciding)
  return (
    <Card>
      <div class="stack stack-tight">
        <h2 ref={heading} tabIndex={-1}>
          {village}
        </h2>
        <p class="small quiet">{place}</p>
        <div class="desk-chips">
          <StatusChip tone={tones[review.state]} icon={icons[review.state]}>
            {m.state[review.state]}
          </StatusChip>
        </div>
        {review.flags.length === 0 ? (
          <p>{m.noFlags}</p>
        ) : (
          <ul class="desk-flags num">
            {review.flags.map((flag) => (
              <li key={flag}>{flags[flag]?.(review.signs) ?? flag}</li>
            ))}
          </ul>
        )}
        <Evidence review={review} thresholds={thresholds} />
        <p>
          <a href={`/village/${review.village}`}>{m.residents}</a>
        </p>
        {review.rulings.length > 0 && (
          <>
            <h3>{m.rulings}</h3>
            <ul class="desk-lines">
              {review.rulings.map((ruling) => (
                <li key={ruling.at} class="desk-said">
                  <strong>{m[ruling.decision]}</strong> <span class="small quiet">{moment(ruling.at)}</span>
                  <br />
                  {ruling.note}
                </li>
              ))}
            </ul>
          </>
        )}
        {!settled &&
          (deciding ? (
            <Decide review={review} onCancel={() => setDeciding(false)} onDone={onDone} />
          ) : (
            <Button look={review.state === 'review' ? 'main' : 'second'} onClick={() => setDeciding(true)}>
              {review.rulings.length ? m.again : m.decide}
            </Button>
          ))}
      </div>
    </Card>
  )
}

interface DecideProps {
  review: Review
  onCancel: () => void
  onDone: () => void
}

function Decide({ review, onCancel, onDone }: DecideProps) {
  const { reviews: m, errors } = useCampaigns()
  const { missing } = useProofWords()
  const { action } = useCore()
  const proof = useProof()
  const [decision, setDecision] = useState<Ruling['decision']>('clear')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const fault = note.trim() === ''

  async function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    setError(undefined)
    if (busy || fault) return
    setBusy(true)
    const { campaign, village } = review
    try {
      await proof.run(() => campaignApi.rule({ campaign, village, decision, note: note.trim().normalize('NFC') }))
      onDone()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  return (
    <>
      <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
        <Tabs
          label={m.choice}
          value={decision}
          choices={[
            { value: 'clear', label: m.clear },
            { value: 'exclude', label: m.exclude },
          ]}
          onChange={setDecision}
        />
        <NoteField
          label={m.note}
          hint={m.noteHint}
          value={note}
          error={tried && fault ? m.noteMissing : undefined}
          onInput={setNote}
        />
        <CodedError error={error} words={{ ...errors, proof_required: missing }} />
        <div class="button-row">
          <Button onClick={onCancel}>{action.cancel}</Button>
          <Button look="main" type="submit" busy={busy}>
            {busy ? m.saving : m.save}
          </Button>
        </div>
      </form>
      {proof.dialog}
    </>
  )
}
