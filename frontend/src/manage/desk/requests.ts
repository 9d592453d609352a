import type { Request, WardCode } from '../../api/schema'
import { clockOf } from '../../learn/account/settings/requests'

/** Those of one ward, the next due first. */
export function inbox(requests: readonly Request[], ward: WardCode): Request[] {
  const at = (one: Request) => Date.parse(clockOf(one, new Date(0))?.at ?? one.finished_at ?? one.created_at)
  return requests.filter((one) => one.village.startsWith(`${ward}-`)).sort((a, b) => at(a) - at(b))
}

/** Finished ones of one ward, the last finished first. */
export const archive = (requests: readonly Request[], ward: WardCode) => inbox(requests, ward).reverse()
