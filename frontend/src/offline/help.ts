import type { UUID } from '../api/schema'
import { database } from './db'

/** Takes what helpers know of others off this phone. What they have not sent yet stays in the outbox. */
export async function dropHelp(whose: (owner: UUID) => boolean): Promise<void> {
  const db = await database()
  for (const { owner, village } of await db.getAll('rosters'))
    if (whose(owner)) await db.delete('rosters', [owner, village])
  for (const { owner, id } of await db.getAll('sent')) if (whose(owner)) await db.delete('sent', id)
}
