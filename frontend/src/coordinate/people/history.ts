import type { HistoryEntry } from '../../api/schema'
import type { People } from './messages.vi'

type Words = People['person']

/** What was done; what this version has no words for is shown by its key. */
export function what({ action, detail, village, from }: HistoryEntry, m: Words): string {
  if (action === 'edited')
    return m.edited(
      detail
        .split(',')
        .map((field) => m.fields[field] ?? field)
        .join(', '),
    )
  if (action === 'moved') return m.moveDid(from?.name ?? m.elsewhere, village?.name ?? m.elsewhere)
  return m.did[action] ?? action
}

export const who = ({ actor_name: name, by }: HistoryEntry, m: Words): string =>
  name ?? m.by[by === 'staff' ? 'other' : by]
