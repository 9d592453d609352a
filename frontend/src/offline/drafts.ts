import type { ContentID, UUID } from '../api/schema'
import { type Draft, database } from './db'

/** Quizzes left in the middle, each person's own; the empty owner is whoever is not signed in. */
export async function saveDraft(draft: Draft): Promise<void> {
  await (await database()).put('drafts', draft)
}

export async function draftOf(owner: UUID | '', module: ContentID): Promise<Draft | undefined> {
  return (await database()).get('drafts', [owner, module])
}

export async function draftsOf(owner: UUID | ''): Promise<Draft[]> {
  return (await (await database()).getAll('drafts')).filter((draft) => draft.owner === owner)
}

export async function dropDraft(owner: UUID | '', module: ContentID): Promise<void> {
  await (await database()).delete('drafts', [owner, module])
}
