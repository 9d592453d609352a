import { createStore, useStore } from '../../app/store'
import { Notice } from '../../components/Notice/Notice'
import { useFieldWords } from './messages'

/** The last thing that somebody did could not be written down: the phone is full, or lets nothing be kept. */
export const unwritten = createStore(false)

/** Waits until something is written down, and has `Unwritten` say so if it cannot be. Says whether it was. */
export async function tell(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    unwritten.set(false)
    return true
  } catch {
    unwritten.set(true)
    return false
  }
}

/** Tells at once that something was not kept, and what helps. */
export function Unwritten() {
  const m = useFieldWords()
  const failed = useStore(unwritten)
  return (
    <div role="alert">
      {failed && (
        <Notice kind="error" title={m.unwritten}>
          <p>{m.unwrittenText}</p>
        </Notice>
      )}
    </div>
  )
}
