import type { Person, UUID } from '../api/schema'
import { database, type KnownPerson } from './db'

/**
 * Notes who has signed in on this phone. `pin` is what the way in tells: true after a PIN, false after a card, which
 * says nothing about who is known to have a PIN.
 */
export async function keepPerson(person: Person, pin?: boolean): Promise<void> {
  const { store } = (await database()).transaction('people', 'readwrite')
  const before = await store.get(person.id)
  const { id, name, phone, village, guardian, role } = person
  await store.put({
    id,
    name,
    hint: phone?.slice(-3) ?? null,
    village: village?.name ?? null,
    guardian,
    staff: role !== 'resident',
    pin: before?.pin || (pin ?? before?.pin ?? null),
  })
}

/** Everybody known on this phone, by name. */
export async function knownPeople(): Promise<KnownPerson[]> {
  const people = await (await database()).getAll('people')
  return people.sort((a, b) => a.name.localeCompare(b.name, 'vi'))
}

export async function dropPerson(id: UUID): Promise<void> {
  await (await database()).delete('people', id)
}
