import type { EnrolBody, FieldEvent, Module, Submission, UUID, VillageID } from '../../api/schema'
import {
  database,
  type EnrolmentItem,
  type FieldworkItem,
  type OutboxItem,
  type OwnResult,
  type RosterPerson,
  type Sent,
  type SubmissionItem,
} from '../../offline/db'
import { itemsOf, putAll, unsent } from '../../offline/outbox'
import { uuid } from '../../offline/uuid'
import type { Newcomer } from './roster'

/** A helper in a village: whose names and work are read and kept. */
export interface Helper {
  owner: UUID
  village: VillageID
}

/** What happened, as far as the page knows it. */
export type Happened = Omit<FieldEvent, 'id' | 'at'>

/** An event as it waits to be sent. What is about somebody enrolled on this phone goes after their enrolment. */
function eventItem(
  { owner, village }: Helper,
  happened: Happened,
  about: string,
  at: string,
  whom = happened.person,
): FieldworkItem {
  const id = uuid()
  const event = { ...happened, id, at }
  return {
    ...unsent,
    kind: 'fieldwork',
    id,
    owner,
    village,
    event,
    title: about,
    ...(whom && { needs: whom }),
    after: { id, owner, village, at, event },
  }
}

/**
 * Writes down what happened; `about` is what a list of unsent things calls it, `whom` whom it is about where the event itself
 * does not say. Gives the event's id, to undo it by.
 */
export async function log(helper: Helper, happened: Happened, about: string, whom?: UUID): Promise<UUID> {
  const item = eventItem(helper, happened, about, new Date().toISOString(), whom)
  await putAll([item])
  return item.id
}

/** Enrols somebody who is there, and notes that they are, in one step. Gives the new person's id. */
export async function enrol(helper: Helper, session: UUID | null, body: EnrolBody, about: string): Promise<UUID> {
  const { owner, village } = helper
  const id = uuid()
  const at = new Date().toISOString()
  const item: EnrolmentItem = {
    ...unsent,
    kind: 'enrolment',
    id,
    owner,
    village,
    body: { ...body, id },
    title: about,
    after: { id, owner, village, at, enrolled: enrolledPerson(id, body) },
  }
  const joined = session && eventItem(helper, { kind: 'joined', session, person: id }, about, at)
  await putAll(joined ? [item, joined] : [item])
  return id
}

/** Somebody just enrolled as the roster will have them: who did not agree to be listed is not named once it is sent. */
export function enrolledPerson(id: UUID, { name, phone, consent }: EnrolBody): RosterPerson {
  return {
    id,
    name: consent.village_list ? name : null,
    hint: phone ? phone.replace(/\D/g, '').slice(-3) : null,
    unconfirmed: false,
    status: consent.village_list ? 'not_started' : null,
    passed: [],
    card: false,
    card_number: null,
  }
}

interface Taken {
  session: UUID
  person: UUID
  module: Module
  submission: Pick<Submission, 'answers' | 'started_at' | 'finished_at' | 'seconds'>
  graded: SubmissionItem['graded']
}

/** Keeps a quiz that a resident took on this phone; their helper hands it in. */
export async function handIn({ owner, village }: Helper, taken: Taken): Promise<void> {
  const { session, person, module, graded } = taken
  const id = uuid()
  const result: OwnResult = { session, person, module: module.id, passed: graded?.passed ?? null }
  const item: SubmissionItem = {
    ...unsent,
    id,
    owner,
    title: module.title,
    graded,
    submission: {
      ...taken.submission,
      id,
      module: module.id,
      version: module.version,
      language: module.language,
      resident: person,
      session,
    },
    needs: person,
    after: { id, owner, village, at: taken.submission.finished_at, result },
  }
  await putAll([item])
}

/** What this phone itself knows of a helper's work in a village, sent or not. */
export interface Own {
  events: FieldEvent[]
  results: OwnResult[]
  /** Enrolled here; the roster may have them by now. */
  enrolled: Newcomer[]
  /** Of what is unsent, what was refused for good. */
  parked: number
  unsent: number
  /** The events among the unsent. */
  waiting: UUID[]
}

export async function ownWork({ owner, village }: Helper): Promise<Own> {
  const db = await database()
  const [items, sent] = await Promise.all([itemsOf(owner), db.getAllFromIndex('sent', 'owner', owner)])
  const waiting = items.filter((item) => item.after?.village === village)
  const all = [
    ...sent.filter((one) => one.village === village),
    // What was refused has not happened for anybody else.
    ...waiting.flatMap((item) => (item.parked === null ? known(item) : [])),
  ]
  return {
    events: all.flatMap(({ event }) => event ?? []),
    results: all.flatMap(({ result }) => result ?? []),
    enrolled: all.flatMap(({ enrolled, at }) => (enrolled ? { ...enrolled, at } : [])),
    parked: waiting.filter(({ parked }) => parked !== null).length,
    unsent: waiting.filter(({ parked }) => parked === null).length,
    waiting: waiting.flatMap((item) => (item.kind === 'fieldwork' && item.parked === null ? item.id : [])),
  }
}

/** While an enrolment waits here its helper, who has just typed the name, still reads it. */
function known(item: OutboxItem): Sent[] {
  const { after } = item
  if (!after) return []
  if (item.kind !== 'enrolment' || !after.enrolled) return [after]
  return [{ ...after, enrolled: { ...after.enrolled, name: item.body.name } }]
}

const daysKept = 14

/** Throws away what was sent long ago: the server has it. */
export async function dropOld(now: number): Promise<void> {
  const db = await database()
  for (const { id, at } of await db.getAll('sent')) {
    if (now - Date.parse(at) > daysKept * 86_400_000) await db.delete('sent', id)
  }
}
