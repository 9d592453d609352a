import { clock, number } from '../../i18n/format'
import type { Neighbour } from '../field/roster'
import { accountName } from '../people/accountName'
import { usePeople } from '../people/messages'
import { useEveningWords } from './messages'

type Named = Pick<Neighbour, 'name' | 'hint' | 'alike' | 'guest'>

/** What a helper calls somebody on the list, so that nobody else is meant. */
export function useNames(): (person: Named | undefined) => string {
  const m = usePeople()
  const { who } = useEveningWords()
  return (person) => {
    if (!person) return m.hidden
    const { name, hint, alike, guest } = person
    if (name === null && guest) return who.guestCame(number(guest.place), clock(guest.at))
    return name !== null && alike && hint ? `${name}\u00a0·\u00a0${m.digits(hint)}` : accountName(person, m)
  }
}
