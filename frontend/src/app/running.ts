import type { Campaign } from '../api/schema'
import { createStore } from './store'

/** The campaign that runs; null until known. */
export const campaign = createStore<Campaign | null>(null)

/** The worker of a newer version, waiting for the person to agree. */
export const waitingWorker = createStore<ServiceWorker | null>(null)

/** Somebody is in the middle of a quiz that only this page holds: it must not be loaded anew. */
export const answering = createStore(false)

export interface OutboxState {
  unsent: number
  /** Refused by the server for good; the person should look. */
  parked: number
  /** Not quizzes alone: also what a helper has done. */
  work?: boolean
  sending: boolean
}

/** Of the person who is signed in. */
export const outboxState = createStore<OutboxState>({ unsent: 0, parked: 0, sending: false })
