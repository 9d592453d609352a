import { useState } from 'preact/hooks'
import { accountApi } from '../../api/account'
import type { Person, UUID } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { EntryError } from './EntryError'
import { enterFrom } from './enter'
import { useEntry } from './messages'

interface OpenChildProps {
  child: { id: UUID; name: string }
  onDone: (person: Person) => void
}

/** The parent hands the phone over. */
export function OpenChild({ child, onDone }: OpenChildProps) {
  const { pin: m } = useEntry()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function open() {
    setBusy(true)
    setError(undefined)
    try {
      onDone((await enterFrom((token) => accountApi.loginChild(child.id, token))).person)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  return (
    <>
      <EntryError error={error} />
      <Button look="main" busy={busy} onClick={() => void open()}>
        {busy ? m.busy : m.open(child.name)}
      </Button>
    </>
  )
}
