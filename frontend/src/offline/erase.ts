import type { UUID } from '../api/schema'
import { database } from './db'
import { draftsOf } from './drafts'
import { dropKnown } from './known'
import { discard, itemsOf } from './outbox'

/** Takes everything of one person off this phone, once the server has erased them. */
export async function eraseOwn(person: UUID): Promise<void> {
  const db = await database()
  for (const item of await itemsOf(person)) await discard(item.id)
  for (const draft of await draftsOf(person)) await db.delete('drafts', [draft.owner, draft.module])
  await db.delete('summaries', person)
  dropKnown(person)
}
