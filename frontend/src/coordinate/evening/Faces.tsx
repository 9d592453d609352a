import type { ComponentChildren } from 'preact'
import { Icon } from '../../components/Icon/Icon'
import { clock, number } from '../../i18n/format'
import { callName, type Neighbour } from '../field/roster'
import { usePeople } from '../people/messages'
import { useEveningWords } from './messages'

interface FacesProps {
  people: readonly Neighbour[]
  /** What stands under a name, and whether the name is ticked off. */
  mark?: (person: Neighbour) => { on: boolean; word: string } | null
  chosen?: string | undefined
  onPick: (person: Neighbour) => void
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

/**
 * The name large, and whole beneath where it is longer; who is not named by the digits of their phone, or as a newcomer. Who
 * will not be named once their enrolment is sent is marked as a newcomer before.
 */
function FaceName({ person: { name, hint, alike, guest } }: { person: Neighbour }): ComponentChildren {
  const m = usePeople()
  const { who } = useEveningWords()
  const came = guest && <span class="face-name num">{who.guestAt(clock(guest.at))}</span>
  if (name === null) {
    return (
      <>
        <span class="face-call num">{hint ? m.digits(hint) : guest ? who.guest(number(guest.place)) : '…'}</span>
        {came ?? <span class="face-name">{m.hidden}</span>}
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
      {alike && <span class="face-name num">{hint ? m.digits(hint) : who.noDigits}</span>}
      {guest && <span class="face-name num">{who.guest(number(guest.place))}</span>}
      {came}
    </>
  )
}
