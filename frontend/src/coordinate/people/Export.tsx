import { useState } from 'preact/hooks'
import type { VillageID } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { postForFile, save } from '../../learn/account/settings/file'
import { usePeople } from './messages'

type Format = 'csv' | 'xlsx'

/** The residents who agreed to be listed, as a file to take along. */
export function Export({ village }: { village: VillageID }) {
  const m = usePeople()
  const { missing } = useProofWords()
  const proof = useProof()
  const [busy, setBusy] = useState<Format | null>(null)
  const [error, setError] = useState<unknown>(undefined)

  async function download(format: Format) {
    if (busy) return
    setBusy(format)
    setError(undefined)
    try {
      save(
        await proof.run(() => postForFile(`/villages/${village}/residents/export`, { format })),
        `${m.file}-${village}.${format}`,
      )
    } catch (failure) {
      setError(failure)
    }
    setBusy(null)
  }

  return (
    <section class="stack stack-tight">
      <h2>{m.export}</h2>
      <p class="quiet">{m.exportText}</p>
      <div class="button-row">
        <Button icon="download" busy={busy === 'xlsx'} onClick={() => void download('xlsx')}>
          {busy === 'xlsx' ? m.exporting : m.exportXlsx}
        </Button>
        <Button icon="download" busy={busy === 'csv'} onClick={() => void download('csv')}>
          {busy === 'csv' ? m.exporting : m.exportCsv}
        </Button>
      </div>
      <CodedError error={error} words={{ ...m.errors, proof_required: missing }} />
      {proof.dialog}
    </section>
  )
}
