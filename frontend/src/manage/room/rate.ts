import type { Totals } from '../../api/schema'
import { percent } from '../../i18n/format'
import { shareBelow } from '../counts'
import type { Manage } from '../messages.vi'

/** A participation rate in words, also where it is hidden or there is no roll. */
export function rateText({ rate, roll }: Pick<Totals, 'rate' | 'roll'>, m: Manage): string {
  if (rate !== null) return percent(rate)
  const below = shareBelow(roll)
  return below === null ? m.table.noRoll : m.under(percent(below))
}
