import type { Totals } from '../../api/schema'
import { number, percent } from '../../i18n/format'
import type { Manage } from '../messages.vi'
import type { Figure } from './Figures'

/** A place's totals in the order in which people ask for them. */
export function totalFigures(t: Totals, m: Manage): Figure[] {
  const share = (n: number) => (t.registered > 0 ? m.totals.ofRegistered(percent(n / t.registered)) : '')
  return [
    {
      label: m.totals.rate,
      value: t.rate === null ? '–' : percent(t.rate),
      thin: t.rate === null ? m.totals.noRate : m.totals.rateOf(number(t.participants), number(t.roll)),
    },
    { label: m.totals.registered, value: number(t.registered) },
    { label: m.totals.learners, value: number(t.learners), thin: share(t.learners) },
    { label: m.totals.participants, value: number(t.participants), thin: share(t.participants) },
    { label: m.totals.completed, value: number(t.completed), thin: share(t.completed) },
  ]
}
