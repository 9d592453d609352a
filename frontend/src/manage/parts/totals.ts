import type { Count, Totals } from '../../api/schema'
import { number, percent } from '../../i18n/format'
import { countText, shareBelow } from '../counts'
import type { Manage } from '../messages.vi'
import type { Figure } from './Figures'

/** A place's totals in the order in which people ask for them. */
export function totalFigures(t: Totals, m: Manage): Figure[] {
  const count = (n: Count) => countText(n, m.few)
  const share = (n: Count) =>
    n !== null && t.registered !== null && t.registered > 0 ? m.totals.ofRegistered(percent(n / t.registered)) : ''
  const below = shareBelow(t.roll)
  const hidden = below === null ? '–' : m.under(percent(below))
  return [
    {
      label: m.totals.rate,
      value: t.rate === null ? hidden : percent(t.rate),
      thin: t.roll === 0 ? m.totals.noRate : m.totals.rateOf(count(t.participants), number(t.roll)),
    },
    { label: m.totals.registered, value: count(t.registered) },
    { label: m.totals.learners, value: count(t.learners), thin: share(t.learners) },
    { label: m.totals.participants, value: count(t.participants), thin: share(t.participants) },
    { label: m.totals.completed, value: count(t.completed), thin: share(t.completed) },
  ]
}
