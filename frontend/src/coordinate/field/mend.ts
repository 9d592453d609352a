import type { Consent, UUID } from '../../api/schema'
import { database, type EnrolmentItem, type OutboxItem } from '../../offline/db'
import { flush, unsent } from '../../offline/outbox'
import { enrolledPerson } from './log'

/** What of an enrolment is put right: the rest stays as it was agreed. */
export interface Correction {
  name: string
  phone: string
  /** What they agreed to anew, and the version of its text. */
  agreed?: { consent: Consent; version: string }
}

/** Changes what is kept of some items in one step, and tries to send it; who gives nothing for an item drops it. */
async function rewrite(change: (item: OutboxItem) => OutboxItem | null | undefined): Promise<void> {
  const { store, done } = (await database()).transaction('outbox', 'readwrite')
  for (const item of await store.getAll()) {
    const next = change(item)
    if (next === null) void store.delete(item.id)
    else if (next) void store.put(next)
  }
  await done
  await flush(true)
}

/** Sends again what the server has refused: it may have been missing, or the appointment renewed. */
export const sendAgain = (id: UUID) => rewrite((item) => (item.id === id ? { ...item, ...unsent } : undefined))

/** Sends an enrolment again as corrected, under the same id: all that hangs on it goes after it as before. */
export const correct = (enrolment: EnrolmentItem, correction: Correction) =>
  rewrite((item) => {
    const title = item.title.replace(enrolment.body.name, correction.name)
    if (item.id === enrolment.id) return corrected(enrolment, correction, title)
    return item.needs === enrolment.id && item.kind ? { ...item, title } : undefined
  })

function corrected(item: EnrolmentItem, { name, phone, agreed }: Correction, title: string): EnrolmentItem {
  const { phone: _, ...before } = item.body
  const body = {
    ...before,
    name,
    ...(phone && { phone }),
    ...(agreed && { consent: agreed.consent, consent_version: agreed.version }),
  }
  const after = item.after && { ...item.after, enrolled: enrolledPerson(item.id, body) }
  return { ...item, ...unsent, body, title, ...(after && { after }) }
}

/** They were on the list already: what was noted of the newcomer and what they answered is this person's. */
export const isAlready = (enrolment: UUID, person: UUID) =>
  rewrite((item) => {
    if (item.id === enrolment) return null
    return item.needs === enrolment ? about(item, enrolment, person) : undefined
  })

function about(item: OutboxItem, before: UUID, person: UUID): OutboxItem {
  const rest = { ...unsent, needs: person }
  if (item.kind === 'fieldwork') {
    const event = item.event.person === before ? { ...item.event, person } : item.event
    return { ...item, ...rest, event, ...(item.after && { after: { ...item.after, event } }) }
  }
  if (item.kind) return item
  const submission = { ...item.submission, resident: person }
  const result = item.after?.result
  return {
    ...item,
    ...rest,
    submission,
    ...(item.after && result && { after: { ...item.after, result: { ...result, person } } }),
  }
}
