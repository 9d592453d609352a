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

/** What exactly was done. The id of an import or of a joined account tells nobody anything; names of villages, or a roll's version, may follow it. */
function exactly({ action, detail }: AuditEntry, m: Words) {
  if (/import|^merged$/.test(action)) return ''
  if (/^village_/.test(action)) return detail.replace(/^[-0-9a-f]{36}(\t|$)/, '').replace('\t', ' → ')
  // "3" alone would be read as three adults.
  if (/^roll_/.test(action)) return m.version(detail.replace(/^.*\t/, ''))
  return detail
    .split(',')
    .map((part) => m.details[part] ?? part)
    .join(', ')
}

/** What was done; what this version has no words for is shown by its key. */
export function what(entry: AuditEntry, m: Words): string {
  const words = m.actions[entry.action] ?? entry.action
  const told = exactly(entry, m)
  return told ? `${words}: ${told}` : words
}

export const whom = ({ actor, person }: AuditEntry, m: Words) =>
  person === null || person === actor ? '' : m.someone(short(person))
