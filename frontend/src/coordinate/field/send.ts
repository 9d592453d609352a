import { ApiError } from '../../api/error'
import type { EnrolmentItem, FieldworkItem, OutboxItem } from '../../offline/db'
import type { Result, Send } from '../../offline/outbox'
import { fieldApi } from './api'

/**
 * Sends a helper's enrolments, each by itself, and then what the team did, since that may be about somebody just enrolled. Says
 * whether it makes sense to go on with submissions. `due` tells what may be sent by then.
 */
export async function sendWork(
  items: readonly OutboxItem[],
  due: () => Promise<OutboxItem[]>,
  send: Send,
): Promise<boolean> {
  const enrolments = items.filter((item): item is EnrolmentItem => item.kind === 'enrolment')
  for (const item of enrolments) if (!(await send([item], enrol, enrolments))) return false
  const events = (await due()).filter((item): item is FieldworkItem => item.kind === 'fieldwork')
  for (const village of new Set(events.map((item) => item.village))) {
    const own = events.filter((item) => item.village === village)
    if (!(await send(own, (batch) => log(village, batch)))) return false
  }
  return true
}

const enrol = ([item]: EnrolmentItem[]): Promise<Result[]> =>
  item
    ? alone([item], async () => {
        await fieldApi.enrol(item.village, item.body, item.owner)
        return [{ id: item.id, status: 201 }]
      })
    : Promise.resolve([])

const log = (village: string, batch: FieldworkItem[]): Promise<Result[]> =>
  alone(batch, async () => {
    const events = batch.map(({ event }) => event)
    return (await fieldApi.log(village, events, batch[0]?.owner ?? '')).results
  })

/** The server as a whole, and not what it was asked, is why it says no. */
const busy = new Set([429, 502, 503, 504])

/** So often a village that is missing or closed is asked again, over some minutes: an update may be under way. */
const hopes = 6

/**
 * A village that is not this helper's any more, or a server that stumbles over one thing, is no reason not to send the rest:
 * the refusal is of these items alone.
 */
async function alone(items: readonly OutboxItem[], ask: () => Promise<Result[]>): Promise<Result[]> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { status, code } = error
    if (status !== 403 && status !== 404 && (status < 500 || busy.has(status))) throw error
    return items.map(({ id, tries }) => ({ id, status: tries < hopes ? 503 : status, problem: { code } }))
  }
}
