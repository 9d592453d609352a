import type { AuditEntry } from '../../api/schema'
import type { Desk } from './messages.vi'

type Words = Desk['audit']

/** The end of an id: enough to see that two lines are about the same person. */
const short = (id: string) => id.slice(-4)

export const who = ({ actor, actor_name, person }: AuditEntry, m: Words) => {
  if (actor_name !== null) return actor_name
  if (actor === null) return m.system
  return actor === person ? m.self : m.someone(short(actor))
}

/** The number of an import tells nobody anything; names of villages may follow it. */
function exactly(action: string, detail: string) {
  if (/import/.test(action)) return ''
  if (!/^village_/.test(action)) return detail
  return detail.replace(/^[-0-9a-f]{36}(\t|$)/, '').replace('\t', ' → ')
}

/** What was done; what this version has no words for is shown by its key. */
export function what({ action, detail }: AuditEntry, m: Words): string {
  const words = m.actions[action] ?? action
  const told = exactly(action, detail)
  return told ? `${words}: ${m.details[told] ?? told}` : words
}

export const whom = ({ actor, person }: AuditEntry, m: Words) =>
  person === null || person === actor ? '' : m.someone(short(person))
