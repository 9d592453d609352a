import { useEffect, useState } from 'preact/hooks'
import type { Module, UUID } from '../../api/schema'
import type { Draft } from '../../offline/db'
import { draftOf, dropDraft, saveDraft } from '../../offline/drafts'
import { newSeed } from '../shuffle'

/** `question` of an attempt that is still among the steps. */
export const inSteps = -1

export interface Attempt {
  /** Null until the phone has said whether something was left in the middle. */
  draft: Draft | null
  change: (part: Partial<Draft>) => void
  /** From the first question again, with the options mixed anew. */
  restart: (question: number) => void
  /** The quiz is done and safe elsewhere. */
  close: () => Promise<void>
}

const fresh = (module: Module, owner: UUID | '', question = inSteps): Draft => ({
  owner,
  module: module.id,
  version: module.version,
  seed: newSeed(),
  step: 0,
  question,
  answers: {},
  startedAt: new Date().toISOString(),
  checked: [],
})

/** Where the person is in a module; every step is written down, so that a call in between costs nothing. */
export function useAttempt(module: Module, owner: UUID | ''): Attempt {
  const [draft, setDraft] = useState<Draft | null>(null)

  useEffect(() => {
    let gone = false
    draftOf(owner, module.id)
      .catch(() => undefined)
      .then((kept) => {
        // Answers to another version may not fit these questions.
        if (!gone) setDraft(kept?.version === module.version ? kept : fresh(module, owner))
      })
    return () => {
      gone = true
    }
  }, [module, owner])

  const keep = (next: Draft) => {
    setDraft(next)
    void saveDraft(next).catch(() => undefined)
  }
  return {
    draft,
    change: (part) => draft && keep({ ...draft, ...part }),
    restart: (question) => setDraft(fresh(module, owner, question)),
    close: () => dropDraft(owner, module.id).catch(() => undefined),
  }
}
