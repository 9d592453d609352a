import { useState } from 'preact/hooks'
import { accountApi } from '../../../api/account'
import { ApiError } from '../../../api/error'
import { Button } from '../../../components/Button/Button'
import { Notice } from '../../../components/Notice/Notice'
import { useCore } from '../../../i18n/core'
import { EntryError } from '../../entry/EntryError'
import { enterFrom } from '../../entry/enter'
import { hasCode } from '../../entry/steps'
import { PinPad } from '../PinPad'
import { PinStep } from '../PinStep'
import { useRegister } from '../registerMessages'
import { useSettings } from './messages'

/** The PIN in use, then the new one twice. Who has come with a card alone has none in use. */
export function ChangePin({ onEnd }: { onEnd: (changed: boolean) => void }) {
  const { secret: m } = useSettings()
  const { register } = useRegister()
  const { action } = useCore()
  /** Null: not asked yet; empty: there is none. */
  const [current, setCurrent] = useState<string | null>(null)
  const [fault, setFault] = useState<string | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function change(pin: string) {
    setBusy(true)
    setError(undefined)
    setFault(undefined)
    try {
      await enterFrom((token) => accountApi.changeSecret({ ...(current && { current }), new: pin }, token), true)
      onEnd(true)
    } catch (failure) {
      setBusy(false)
      if (hasCode(failure, 'wrong_credentials')) {
        setCurrent(null)
        setFault(m.wrong)
      } else if (hasCode(failure, 'pin_taken')) setFault(register.pinTaken)
      else if (failure instanceof ApiError && failure.fields.length > 0) setFault(register.pinWeak)
      else setError(failure)
    }
  }

  if (busy) return <p role="status">{m.saving}</p>
  return (
    <div class="stack">
      <EntryError error={error} />
      {current === null ? (
        <>
          {fault && <Notice kind="warn" icon="triangle-alert" live title={fault} />}
          <p class="pin-ask">{m.current}</p>
          <PinPad key={fault} known label={m.current} onDone={setCurrent} />
          <Button look="quiet" onClick={() => setCurrent('')}>
            {m.none}
          </Button>
        </>
      ) : (
        <PinStep fault={fault} level={2} onDone={(pin) => void change(pin)} />
      )}
      <Button onClick={() => onEnd(false)}>{action.cancel}</Button>
    </div>
  )
}
