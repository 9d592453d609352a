import type { RosterPerson } from '../../offline/db'
import { accountName } from '../people/accountName'
import { usePeople } from '../people/messages'

/** What a helper calls somebody on the list. */
export function useNames(): (person: Pick<RosterPerson, 'name' | 'hint'> | undefined) => string {
  const m = usePeople()
  return (person) => (person ? accountName(person, m) : m.hidden)
}
