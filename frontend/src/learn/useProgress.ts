import { useEffect, useState } from 'preact/hooks'
import type { ContentID, Summary, UUID } from '../api/schema'
import { campaign } from '../app/running'
import { session } from '../app/session'
import { useStore } from '../app/store'
import type { Graded, OutboxItem, SubmissionItem } from '../offline/db'
import { draftsOf } from '../offline/drafts'
import { acknowledged, itemsOf } from '../offline/outbox'
import { fetchSummary, lastSummary } from '../offline/summaries'
import { fold, noSummary, type OwnResult } from './fold'

export interface Progress {
  summary: Summary
  /** Modules left in the middle. */
  begun: ReadonlySet<ContentID>
}

/**
 * The person's own progress: first as this phone knows it, then as the server does. Null until the phone has answered, and
 * where it knows nothing of this person, until the server has or cannot.
 */
export function useProgress(): Progress | null {
  const person = useStore(session).person?.id ?? ''
  const sent = useStore(acknowledged)
  const [progress, setProgress] = useState<Progress | null>(null)
  useEffect(() => {
    let gone = false
    const show = (next: Progress) => {
      if (!gone) setProgress(next)
    }
    const known = () => ownProgress(person).then(show)
    const ask = async () => {
      if (!person || (await lastSummary(person))) await known()
      // Without an answer, what the phone knows stands.
      if (person)
        await fetchSummary(person)
          .catch(() => undefined)
          .then(known)
    }
    void ask().catch(() => undefined)
    return () => {
      gone = true
    }
  }, [person, sent])
  return progress
}

/** What an unsent item tells. One that was kept before there were reviews does not know which questions were right. */
const resultOf = ({ submission }: SubmissionItem, graded: Graded): OwnResult => ({
  right: {},
  ...graded,
  id: submission.id,
  module: submission.module,
  at: submission.finished_at,
  review: submission.review ?? false,
})

/** A helper's outbox also holds what others have answered. */
const isOwn = (item: OutboxItem): item is SubmissionItem =>
  item.parked === null && !item.kind && !item.submission.resident

/** What this phone knows of somebody's progress. */
export async function ownProgress(person: UUID | ''): Promise<Progress> {
  const drafts = await draftsOf(person)
  const begun = new Set(drafts.map((draft) => draft.module))
  if (!person) return { summary: noSummary(''), begun }
  const [summary, waiting] = await Promise.all([lastSummary(person), itemsOf(person)])
  const own = waiting.flatMap((item) => (isOwn(item) && item.graded ? [resultOf(item, item.graded)] : []))
  return { summary: fold(summary ?? noSummary(person), own, campaign.get()), begun }
}
