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

/** What was done; what this version has no words for is shown by its key. */
export function what({ action, detail }: AuditEntry, m: Words): string {
  const words = m.actions[action] ?? action
  // The detail of an import or of a joined account is its id, which tells nobody anything.
  if (!detail || /import|^merged$/.test(action)) return words
  const parts = detail.split(',').map((part) => m.details[part] ?? part)
  return `${words}: ${parts.join(', ')}`
}

export const whom = ({ actor, person }: AuditEntry, m: Words) =>
  person === null || person === actor ? '' : m.someone(short(person))
