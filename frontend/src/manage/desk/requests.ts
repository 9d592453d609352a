import type { Request, WardCode } from '../../api/schema'

export interface Deadline {
  /** What is due: an answer first, then an end. */
  due: 'answer' | 'finish'
  at: string
  late: boolean
}

/** The next thing that is due, and whether its time is over; null once all is done. */
export function deadline(request: Pick<Request, 'status' | 'answer_by' | 'finish_by'>, now: number): Deadline | null {
  if (request.status === 'finished') return null
  const [due, at] =
    request.status === 'open' ? (['answer', request.answer_by] as const) : (['finish', request.finish_by] as const)
  return { due, at, late: Date.parse(at) <= now }
}

/** Those of one ward, the next due first. */
export function inbox(requests: readonly Request[], ward: WardCode): Request[] {
  const at = (one: Request) => Date.parse(deadline(one, 0)?.at ?? one.finished_at ?? one.created_at)
  return requests.filter((one) => one.village.startsWith(`${ward}-`)).sort((a, b) => at(a) - at(b))
}

/** Finished ones of one ward, the last finished first. */
export const archive = (requests: readonly Request[], ward: WardCode) => inbox(requests, ward).reverse()
