import type { Request, RequestKind, Time } from '../../../api/schema'

export const kinds: readonly RequestKind[] = ['access', 'correct', 'erase', 'restrict', 'object', 'other']

/** Nobody can tell what is to be corrected, or what else is wanted, without words. */
export const needsWords = (kind: RequestKind) => kind === 'correct' || kind === 'other'

/** Which of its two clocks a request runs on; null once it is finished. */
export function clockOf(
  { status, answer_by, finish_by }: Pick<Request, 'status' | 'answer_by' | 'finish_by'>,
  now: Date,
): { until: 'answer' | 'finish'; at: Time; late: boolean } | null {
  if (status === 'finished') return null
  const at = status === 'open' ? answer_by : finish_by
  return { until: status === 'open' ? 'answer' : 'finish', at, late: Date.parse(at) < now.getTime() }
}
