import { waitingWorker } from '../../app/running'
import { useStore } from '../../app/store'
import { useCore } from '../../i18n/core'
import { Button } from '../Button/Button'

/** A new version comes only when the person wants it, never in the middle of a quiz. */
export function Update() {
  const m = useCore()
  const waiting = useStore(waitingWorker)
  return waiting ? (
    <div class="unsent" role="status">
      <span>{m.update.text}</span>
      <Button fit look="second" onClick={() => waiting.postMessage('update')}>
        {m.update.button}
      </Button>
    </div>
  ) : null
}
