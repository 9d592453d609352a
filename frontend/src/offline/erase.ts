import type { UUID } from '../api/schema'
import { database } from './db'
import { draftsOf } from './drafts'
import { dropHelp } from './help'
import { dropKnown } from './known'
import { discard, itemsOf } from './outbox'
import { dropPerson, knownPeople } from './people'

/** Takes everything of one person off this phone: the server has erased them, or they want no trace of them here. */
export async function eraseOwn(person: UUID): Promise<void> {
  const db = await database()
  for (const item of await itemsOf(person)) await discard(item.id)
  for (const draft of await draftsOf(person)) await db.delete('drafts', [draft.owner, draft.module])
  await db.delete('summaries', person)
  await dropHelp((owner) => owner === person)
  await dropPerson(person)
  dropKnown(person)
}

/** The same for somebody whose account has ended, and for the children under it, who went with it. */
export async function eraseFamily(person: UUID): Promise<void> {
  for (const { id, guardian } of await knownPeople()) if (guardian === person) await eraseOwn(id)
  await eraseOwn(person)
}
