import { useEffect, useState } from 'preact/hooks'
import { api } from '../api/endpoints'
import type { ContentID, Summary, UUID } from '../api/schema'
import { session } from '../app/session'
import { useStore } from '../app/store'
import type { Graded, OutboxItem } from '../offline/db'
import { draftsOf } from '../offline/drafts'
import { acknowledged, itemsOf } from '../offline/outbox'
import { lastSummary, saveSummary } from '../offline/summaries'
import { fold, noSummary, type OwnResult } from './fold'

export interface Progress {
  summary: Summary
  /** Modules left in the middle. */
  begun: ReadonlySet<ContentID>
}

/** The person's own progress: first as this phone knows it, then as the server does. Null until the phone has answered. */
export function useProgress(): Progress | null {
  const person = useStore(session).person?.id ?? ''
  const sent = useStore(acknowledged)
  const [progress, setProgress] = useState<Progress | null>(null)
  useEffect(() => {
    let gone = false
    const show = (next: Progress) => {
      if (!gone) setProgress(next)
    }
    void ownProgress(person)
      .then(show)
      .then(() => (person ? api.myProgress().then(saveSummary) : undefined))
      .then(() => ownProgress(person))
      .then(show)
      .catch(() => {
        // What the phone knows stays on the screen.
      })
    return () => {
      gone = true
    }
  }, [person, sent])
  return progress
}

/** What an unsent item tells. One that was kept before there were reviews does not know which questions were right. */
const resultOf = ({ submission }: OutboxItem, graded: Graded): OwnResult => ({
  right: {},
  ...graded,
  module: submission.module,
  at: submission.finished_at,
  review: submission.review ?? false,
})

/** What this phone knows of somebody's progress. */
export async function ownProgress(person: UUID | ''): Promise<Progress> {
  const drafts = await draftsOf(person)
  const begun = new Set(drafts.map((draft) => draft.module))
  if (!person) return { summary: noSummary(''), begun }
  const [summary, waiting] = await Promise.all([lastSummary(person), itemsOf(person)])
  const own = waiting.flatMap((item) => (item.parked === null && item.graded ? [resultOf(item, item.graded)] : []))
  return { summary: fold(summary ?? noSummary(person), own), begun }
}
