import { useState } from 'preact/hooks'
import type { Login } from '../../api/schema'
import { PinPad } from '../account/PinPad'
import { EntryError } from './EntryError'
import { useEntry } from './messages'

interface PinEntryProps {
  label: string
  /** Signs in with the PIN. What it throws is shown above the keys. */
  ask: (pin: string) => Promise<Login>
  onDone: (login: Login) => void
}

/** The PIN pad of somebody who has a PIN. A wrong one is taken away, so that the next try begins with no digit. */
export function PinEntry({ label, ask, onDone }: PinEntryProps) {
  const { pin: m } = useEntry()
  const [tries, setTries] = useState(0)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function enterPin(pin: string) {
    setBusy(true)
    setError(undefined)
    try {
      onDone(await ask(pin))
    } catch (failure) {
      setError(failure)
      setTries(tries + 1)
      setBusy(false)
    }
  }

  return (
    <div class="stack">
      <EntryError error={error} byPin />
      <p class="pin-status" role="status">
        {busy && m.busy}
      </p>
      <PinPad key={tries} label={label} known disabled={busy} onDone={(pin) => void enterPin(pin)} />
    </div>
  )
}
