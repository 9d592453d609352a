import { useState } from 'preact/hooks'
import { staffApi } from '../../api/staff'
import { Button } from '../../components/Button/Button'
import { Dialog } from '../../components/Dialog/Dialog'
import { useCore } from '../../i18n/core'
import { Select } from '../desk/Select'
import { After } from './After'
import { Foot } from './Foot'
import { lasting } from './lasting'
import { useVillageWords } from './messages'
import { afterMerge, nameOf, type Place } from './outcome'
import { useChange } from './useChange'

interface MergeFormProps {
  place: Place
  places: readonly Place[]
  onCancel: () => void
  onDone: (said: string) => void
}

/** Into which village one goes, and what that means. It is for good, so it is asked once more, with both names. */
export function MergeForm({ place, places, onCancel, onDone }: MergeFormProps) {
  const words = useVillageWords()
  const { merge: m } = words
  const { action } = useCore()
  const [id, setID] = useState('')
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const change = useChange(onDone)
  const others = places.filter((one) => one.village.id !== place.village.id)
  const into = others.find((one) => one.village.id === id)

  function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    if (into && !change.busy) setAsking(true)
  }

  function merge(into: Place) {
    setAsking(false)
    change.run(async () => {
      await lasting(() => staffApi.mergeVillage(place.village.id, into.village.id))
      return m.done(nameOf(place), nameOf(into))
    })
  }

  return (
    <>
      <form class="stack" noValidate onSubmit={submit} aria-label={m.title(nameOf(place))}>
        <Select
          label={m.into}
          value={id}
          none={m.choose}
          choices={others.map((one) => ({ value: one.village.id, label: nameOf(one) }))}
          error={tried && !into ? m.intoMissing : undefined}
          onChange={setID}
        />
        {into && <After sentences={afterMerge(place, into, words)} />}
        <Foot
          danger
          save={into ? m.saveNamed(nameOf(place), nameOf(into)) : m.save}
          busy={change.busy}
          error={change.error}
          onCancel={onCancel}
        />
      </form>
      {asking && into && (
        <Dialog title={m.ask(nameOf(place), nameOf(into))} onClose={() => setAsking(false)}>
          <p>{m.final}</p>
          <div class="button-row">
            <Button onClick={() => setAsking(false)}>{action.cancel}</Button>
            <Button look="danger" onClick={() => merge(into)}>
              {m.sure}
            </Button>
          </div>
        </Dialog>
      )}
      {change.dialog}
    </>
  )
}
