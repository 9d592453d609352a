import type { Child, Person, UUID } from '../../api/schema'
import type { KnownPerson } from '../../offline/db'

/** How somebody on the list gets in. */
export type WayIn =
  | { by: 'nothing' } // signed in already
  | { by: 'pin' }
  | { by: 'card' }
  | { by: 'password' }
  /** A child: the parent is signed in. */
  | { by: 'parent' }
  /** A child: first the parent's PIN. */
  | { by: 'parent-pin'; parent: KnownPerson }
  | { by: 'parent-away' }

export function wayIn(one: KnownPerson, people: readonly KnownPerson[], signedIn: UUID | undefined): WayIn {
  if (one.id === signedIn) return { by: 'nothing' }
  if (one.staff) return { by: 'password' }
  if (one.guardian !== null) {
    if (one.guardian === signedIn) return { by: 'parent' }
    const parent = people.find(({ id }) => id === one.guardian)
    return parent && !parent.staff ? { by: 'parent-pin', parent } : { by: 'parent-away' }
  }
  return { by: one.pin === false ? 'card' : 'pin' }
}

export const asKnown = (person: Person): KnownPerson => ({
  id: person.id,
  name: person.name,
  hint: person.phone?.slice(-3) ?? null,
  village: person.village?.name ?? null,
  guardian: person.guardian,
  staff: person.role !== 'resident',
  pin: null,
})

/**
 * The list of a phone: who is signed in comes first, then everybody by name, with the children of who is signed in, even
 * if these have never had the phone.
 */
export function whoList(known: readonly KnownPerson[], person: Person | null, children: readonly Child[]) {
  const list = new Map(known.map((one) => [one.id, one]))
  if (person && !list.has(person.id)) list.set(person.id, asKnown(person))
  for (const { id, name } of children) {
    if (list.has(id) || !person) continue
    list.set(id, { id, name, hint: null, village: null, guardian: person.id, staff: false, pin: null })
  }
  return [...list.values()].sort(
    (a, b) => Number(b.id === person?.id) - Number(a.id === person?.id) || a.name.localeCompare(b.name, 'vi'),
  )
}

/** Whether a name may be taken off the phone. `unsent` counts what was refused as well: it exists nowhere else. */
export function mayForget(
  one: KnownPerson,
  signedIn: UUID | undefined,
  unsent: number,
): 'yes' | 'signed-in' | 'unsent' {
  if (one.id === signedIn) return 'signed-in'
  return unsent > 0 ? 'unsent' : 'yes'
}
