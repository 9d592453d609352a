import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type {
  Answers,
  ContentID,
  EnrolBody,
  FieldEvent,
  Person,
  Roster,
  SessionResults,
  Submission,
  Summary,
  Time,
  UUID,
  VillageID,
  VillageProgress,
  Visits,
} from '../api/schema'

/** As a phone grades a quiz or review itself. */
export interface Graded {
  score: number
  max: number
  passed: boolean
  /** By question id; not there in what an earlier version of the app kept. */
  right?: Record<ContentID, boolean>
}

/** What the server has not acknowledged yet. What an earlier version of the app kept says no kind: it is a submission. */
export type OutboxItem = SubmissionItem | EnrolmentItem | FieldworkItem

interface Waiting {
  /** The submission's, enrolment's or event's own id, by which the server knows it again. */
  id: UUID
  /** Whose sign-in may send it; it stays theirs when somebody else uses the phone. */
  owner: UUID
  /** What it is, for a list that must make sense without a network. */
  title: string
  /** The enrolment that has to be acknowledged before the server can know whom this is about. */
  needs?: UUID
  /** What the phone still has to know of it once it is sent. */
  after?: Sent
  tries: number
  /** Not sent again before this time, in ms. */
  notBefore: number
  /** Why the server refused it for good; such an item waits for the person. */
  parked: string | null
}

/** A finished quiz or review. */
export interface SubmissionItem extends Waiting {
  kind?: undefined
  submission: Submission
  /** As this phone graded it; null where only the server can. */
  graded: Graded | null
}

/** Somebody whom a helper has enrolled on this phone; its id is the person's. */
export interface EnrolmentItem extends Waiting {
  kind: 'enrolment'
  village: VillageID
  body: EnrolBody
}

/** Something of a team's work: who came, who left, whom they visited. */
export interface FieldworkItem extends Waiting {
  kind: 'fieldwork'
  village: VillageID
  event: FieldEvent
}

/** What this phone has sent of a helper's work: with what still waits, all that it knows of an evening without a network. */
export interface Sent {
  id: UUID
  owner: UUID
  village: VillageID
  /** By which it is thrown away in time. */
  at: Time
  event?: FieldEvent
  result?: OwnResult
  enrolled?: RosterPerson
}

/** A quiz that a resident took on the helper's phone. */
export interface OwnResult {
  session: UUID
  person: UUID
  module: ContentID
  /** Null where only the server can grade it. */
  passed: boolean | null
}

/** Somebody as a helper's phone knows them. */
export type RosterPerson = Roster['items'][number]

/**
 * What the server last told a helper of a village, for when there is no network. Names of others: gone when the helper signs
 * out here.
 */
export interface KeptRoster {
  owner: UUID
  village: VillageID
  name: string
  people: RosterPerson[]
  /** When the people were asked for, in ms; 0 where they were not yet. */
  at: number
  /** The first page of all its residents, as an earlier version of the app may have kept it. */
  progress?: VillageProgress
  visits?: Visits
  /** When the visits were asked for, in ms by this phone's own clock, and what of it was unsent then. */
  visitsAt?: number
  visitsLack?: UUID[]
  /** The session that was looked at last. */
  session?: SessionResults
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
  rosters: { key: [UUID, VillageID]; value: KeptRoster; indexes: { owner: UUID } }
  sent: { key: UUID; value: Sent; indexes: { owner: UUID } }
}

export type Database = IDBPDatabase<Tables>

let opened: Promise<Database> | null = null

export function database(): Promise<Database> {
  opened ??= openDB<Tables>('hocso', 3, {
    upgrade(db, before) {
      if (before < 1) {
        db.createObjectStore('session')
        db.createObjectStore('summaries')
        db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('owner', 'owner')
        db.createObjectStore('drafts', { keyPath: ['owner', 'module'] })
      }
      if (before < 2) db.createObjectStore('people', { keyPath: 'id' })
      db.createObjectStore('rosters', { keyPath: ['owner', 'village'] }).createIndex('owner', 'owner')
      db.createObjectStore('sent', { keyPath: 'id' }).createIndex('owner', 'owner')
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
