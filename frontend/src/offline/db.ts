import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Answers, ContentID, Person, Submission, Summary, UUID } from '../api/schema'

/** As a phone grades a quiz or review itself. */
export interface Graded {
  score: number
  max: number
  passed: boolean
  /** By question id; not there in what an earlier version of the app kept. */
  right?: Record<ContentID, boolean>
}

/** A finished quiz or review that the server has not acknowledged yet. */
export interface OutboxItem {
  /** The submission's own id. */
  id: UUID
  /** Whose sign-in may send it; it stays theirs when somebody else uses the phone. */
  owner: UUID
  submission: Submission
  /** Of the module, for a list that must make sense without a network. */
  title: string
  /** As this phone graded it; null where only the server can. */
  graded: Graded | null
  tries: number
  /** Not sent again before this time, in ms. */
  notBefore: number
  /** Why the server refused it for good; such an item waits for the person. */
  parked: string | null
}

/** A quiz that was left in the middle. */
export interface Draft {
  owner: UUID | ''
  module: ContentID
  version: number
  seed: number
  step: number
  question: number
  answers: Answers
  startedAt: string
  /** In front of the questions so far, in ms; not there in what an earlier version of the app kept. */
  spent?: number
  /** Questions whose feedback has been seen; their answers stand. */
  checked: ContentID[]
}

/** Somebody who has signed in on this phone, for "who is learning?". */
export interface KnownPerson {
  id: UUID
  name: string
  /** The last three digits of the phone number, to tell people of one name apart. */
  hint: string | null
  /** The village's name, for the same. */
  village: string | null
  /** The parent, if this is a child's profile. */
  guardian: UUID | null
  /** Staff have a password, everybody else a PIN or a card. */
  staff: boolean
  /** False where only a card has been used here so far; null where nobody can tell. */
  pin: boolean | null
}

interface Tables extends DBSchema {
  /** `person`: who is signed in. */
  session: { key: 'person'; value: Person }
  /** Each person's own progress as the server last told it. */
  summaries: { key: UUID; value: Summary }
  outbox: { key: UUID; value: OutboxItem; indexes: { owner: UUID } }
  drafts: { key: [UUID | '', ContentID]; value: Draft }
  people: { key: UUID; value: KnownPerson }
}

export type Database = IDBPDatabase<Tables>

let opened: Promise<Database> | null = null

export function database(): Promise<Database> {
  opened ??= openDB<Tables>('hocso', 2, {
    upgrade(db, before) {
      if (before < 1) {
        db.createObjectStore('session')
        db.createObjectStore('summaries')
        db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('owner', 'owner')
        db.createObjectStore('drafts', { keyPath: ['owner', 'module'] })
      }
      db.createObjectStore('people', { keyPath: 'id' })
    },
    // Another tab wants a newer layout: let it have it rather than block it.
    blocking(_from, _to, event) {
      opened = null
      ;(event.target as IDBDatabase).close()
    },
    terminated() {
      opened = null
    },
  }).catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}
