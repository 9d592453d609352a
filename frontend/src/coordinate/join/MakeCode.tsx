import { useState } from 'preact/hooks'
import type { NewJoinCode, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Field } from '../../components/Field/Field'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { usePeople } from '../people/messages'
import { mostHours, mostUses, whole } from './form'

export function MakeCode({ village, onMade }: { village: VillageID; onMade: (code: NewJoinCode) => void }) {
  const { join: m, errors } = usePeople()
  const { missing } = useProofWords()
  const proof = useProof()
  const [hours, setHours] = useState(String(mostHours))
  const [uses, setUses] = useState('50')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    setError(undefined)
    const body = { hours: whole(hours, mostHours), uses: whole(uses, mostUses) }
    if (busy || body.hours === null || body.uses === null) return
    const { hours: for_, uses: most } = body
    setBusy(true)
    try {
      onMade(await proof.run(() => staffApi.issueJoinCode(village, { hours: for_, uses: most })))
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  return (
    <>
      <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
        <h2>{m.make}</h2>
        <Field
          label={m.hours}
          inputMode="numeric"
          maxLength={3}
          value={hours}
          error={tried && whole(hours, mostHours) === null ? m.hoursWrong : undefined}
          onInput={setHours}
        />
        <Field
          label={m.uses}
          inputMode="numeric"
          maxLength={3}
          value={uses}
          error={tried && whole(uses, mostUses) === null ? m.usesWrong : undefined}
          onInput={setUses}
        />
        <CodedError error={error} words={{ ...errors, proof_required: missing }} />
        <Button look="main" type="submit" icon="qr-code" busy={busy}>
          {busy ? m.going : m.go}
        </Button>
      </form>
      {proof.dialog}
    </>
  )
}
