import { useState } from 'preact/hooks'
import type { Account, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Notice } from '../../components/Notice/Notice'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { villagesOf } from '../../manage/desk/places'
import { Select } from '../../manage/desk/Select'
import { accountName } from './accountName'
import { helps } from './helps'
import { usePeople } from './messages'

interface MovePersonProps {
  village: VillageID
  account: Account
  /** Says that it is done, and who moved along, in words; empty for nobody. */
  onMoved: (words: string, along: string) => void
}

/** Lets somebody live in another village, among those that the reader looks after. */
export function MovePerson({ village, account, onMoved }: MovePersonProps) {
  const m = usePeople()
  const { action } = useCore()
  const { person } = useStore(session)
  const places = useLoad(() => villagesOf(village.slice(0, 5)), [village])
  const [into, setInto] = useState('')
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const choices = (places.data ?? [])
    .filter((one) => one.id !== village && helps(person, one.id))
    .map((one) => ({ value: one.id, label: one.name }))
  const chosen = choices.find((one) => one.value === into)
  const name = accountName(account, m)

  async function move() {
    setBusy(true)
    setError(undefined)
    try {
      const { village: there, people } = await staffApi.moveResident(village, account.id, into)
      onMoved(m.person.moved(name, there.name), people > 1 ? m.person.movedMany(number(people - 1)) : '')
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  return (
    <section class="stack">
      <div class="stack stack-tight">
        <h2>{m.person.move}</h2>
        <p class="quiet">{m.person.moveLead}</p>
      </div>
      {places.data && choices.length === 0 && <p>{m.person.moveNone}</p>}
      {choices.length > 0 && (
        <Select
          label={m.person.moveTo}
          value={into}
          none={m.person.moveChoose}
          choices={choices}
          onChange={(next) => {
            setInto(next)
            setAsking(next !== '')
          }}
        />
      )}
      {asking && chosen && (
        <Notice
          kind="warn"
          icon="house"
          title={m.person.moveTitle(name, chosen.label)}
          live
          action={
            <div class="button-row">
              <Button
                onClick={() => {
                  setAsking(false)
                  setInto('')
                }}
              >
                {action.cancel}
              </Button>
              <Button look="main" busy={busy} onClick={() => void move()}>
                {busy ? m.person.moving : m.person.moveGo}
              </Button>
            </div>
          }
        >
          <p>{m.person.moveText}</p>
        </Notice>
      )}
      <CodedError error={error ?? places.error} words={m.errors} />
    </section>
  )
}
