import { staffApi } from '../../api/staff'
import { After } from './After'
import { Foot } from './Foot'
import { useVillageWords } from './messages'
import { nameOf, type Place } from './outcome'
import { useChange } from './useChange'

interface RetireFormProps {
  place: Place
  onCancel: () => void
  onDone: (said: string) => void
}

/** Whether a village that was entered by mistake is really to go. */
export function RetireForm({ place, onCancel, onDone }: RetireFormProps) {
  const { retire: m } = useVillageWords()
  const change = useChange(onDone)

  function submit(event: Event) {
    event.preventDefault()
    change.run(async () => {
      await staffApi.retireVillage(place.village.id)
      return m.done(nameOf(place))
    })
  }

  return (
    <>
      <form class="stack" noValidate onSubmit={submit} aria-label={m.title(nameOf(place))}>
        <p>
          <strong>{m.title(nameOf(place))}</strong>
        </p>
        <After sentences={m.after} />
        <Foot danger save={m.save} busy={change.busy} error={change.error} onCancel={onCancel} />
      </form>
      {change.dialog}
    </>
  )
}
