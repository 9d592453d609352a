import { useState } from 'preact/hooks'
import { useProof } from '../../components/Proof/Proof'

/** One change of villages on its way to the server: proved where the server wants that, and told where it went wrong. */
export function useChange(onDone: (said: string) => void) {
  const proof = useProof()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  async function run(work: () => Promise<string>) {
    if (busy) return
    setBusy(true)
    setError(undefined)
    try {
      onDone(await proof.run(work))
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return { run: (work: () => Promise<string>) => void run(work), busy, error, dialog: proof.dialog }
}
