import { useState } from 'preact/hooks'
import { api } from '../../../api/endpoints'
import { ApiError } from '../../../api/error'
import type { Person } from '../../../api/schema'
import { remember } from '../../../app/account'
import { ErrorNotice } from '../../../app/states'
import { Button } from '../../../components/Button/Button'
import { Switch } from '../../../components/Field/Field'
import { Notice } from '../../../components/Notice/Notice'
import { ChangePassword } from './ChangePassword'
import { ChangePin } from './ChangePin'
import { useSettings } from './messages'

/** What one signs in with. */
export function Secret({ person }: { person: Person }) {
  if (person.role !== 'resident') return <ChangePassword />
  return (
    <>
      <Pin />
      <CardPin person={person} />
    </>
  )
}

function Pin() {
  const { secret: m } = useSettings()
  const [changing, setChanging] = useState(false)
  const [changed, setChanged] = useState(false)
  return (
    <section class="stack">
      <h2>{m.pin}</h2>
      {changed && <Notice kind="good" live title={m.changed} />}
      {changing ? (
        <ChangePin
          onEnd={(done) => {
            setChanging(false)
            setChanged(done)
          }}
        />
      ) : (
        <>
          <p>{m.pinText}</p>
          <Button
            icon="key-round"
            onClick={() => {
              setChanged(false)
              setChanging(true)
            }}
          >
            {m.change}
          </Button>
        </>
      )}
    </section>
  )
}

function CardPin({ person }: { person: Person }) {
  const { secret: m } = useSettings()
  const [on, setOn] = useState(person.card_pin)
  const [error, setError] = useState<unknown>(undefined)

  async function change(next: boolean) {
    setOn(next)
    setError(undefined)
    try {
      remember(await api.changeMe({ card_pin: next }))
    } catch (failure) {
      setOn(!next)
      setError(failure)
    }
  }

  return (
    <section class="stack">
      <h2>{m.card}</h2>
      <Switch label={m.cardPin} checked={on} onChange={(next) => void change(next)}>
        {m.cardPinText}
      </Switch>
      {error instanceof ApiError && error.fields.some(({ field }) => field === 'card_pin') ? (
        <Notice kind="warn" live title={m.cardNeedsPin} />
      ) : (
        <ErrorNotice error={error} />
      )}
    </section>
  )
}
