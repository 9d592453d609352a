import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { useProofWords } from '../../components/Proof/messages'
import { useCore } from '../../i18n/core'
import { useVillageWords } from './messages'

interface FootProps {
  save: string
  /** What cannot be taken back. */
  danger?: boolean
  busy: boolean
  error: unknown
  onCancel: () => void
}

/** What went wrong, and the two buttons of a form. */
export function Foot({ save, danger = false, busy, error, onCancel }: FootProps) {
  const m = useVillageWords()
  const { missing } = useProofWords()
  const { action } = useCore()
  return (
    <>
      {error !== undefined && <CodedError error={error} words={{ ...m.errors, proof_required: missing }} />}
      {busy && (
        <p class="quiet" role="status">
          {m.working}
        </p>
      )}
      <div class="button-row">
        <Button onClick={onCancel} disabled={busy}>
          {action.cancel}
        </Button>
        <Button look={danger ? 'danger' : 'main'} type="submit" busy={busy}>
          {save}
        </Button>
      </div>
    </>
  )
}
