import type { ComponentChildren } from 'preact'
import { Icon } from '../../components/Icon/Icon'
import type { RosterPerson } from '../../offline/db'
import { callName } from '../field/roster'
import { usePeople } from '../people/messages'

interface FacesProps {
  people: readonly RosterPerson[]
  /** What stands under a name, and whether the name is ticked off. */
  mark?: (person: RosterPerson) => { on: boolean; word: string } | null
  chosen?: string | undefined
  onPick: (person: RosterPerson) => void
}

/** People to tap on: what somebody is called by is as large as the hand that looks for it. */
export function Faces({ people, mark, chosen, onPick }: FacesProps) {
  return (
    <ul class="faces">
      {people.map((person) => {
        const marked = mark?.(person) ?? null
        return (
          <li key={person.id}>
            <button
              type="button"
              class={`face${marked?.on ? ' face-on' : ''}${chosen === person.id ? ' face-chosen' : ''}`}
              aria-pressed={mark ? (marked?.on ?? false) : undefined}
              onClick={() => onPick(person)}
            >
              <FaceName person={person} />
              {marked && (
                <span class="face-mark">
                  {marked.on && <Icon name="check" />}
                  {marked.word}
                </span>
              )}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** The name large, and whole beneath where it is longer; who is not named by the digits of their phone. */
function FaceName({ person: { name, hint } }: { person: RosterPerson }): ComponentChildren {
  const m = usePeople()
  if (name === null) {
    return (
      <>
        <span class="face-call">{hint ? m.digits(hint) : '…'}</span>
        <span class="face-name">{m.hidden}</span>
      </>
    )
  }
  const call = callName(name)
  return (
    <>
      <span class="face-call" aria-hidden={call !== name ? 'true' : undefined}>
        {call}
      </span>
      {call !== name && <span class="face-name">{name}</span>}
    </>
  )
}
