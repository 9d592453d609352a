import { day, number } from '../../i18n/format'
import { bandsOf, bordersOf, type Draft, differing } from './draft'
import type { Campaigns } from './messages.vi'

/** One part of a campaign as it was and as it is or would be, in words. */
export interface Change {
  part: string
  before: string
  after: string
}

type Titles = ReadonlyMap<string, string>
type Words = Pick<Campaigns, 'campaign' | 'measures'>

/** So many single places are named; the others are not left out silently. */
const named = 3

/** What differs between two states of a campaign. `titles` names lessons; what it does not name is only counted. */
export function changesOf(before: Draft, after: Draft, words: Words, titles: Titles = new Map()): Change[] {
  return differing(before, after).map((part) => {
    const change = { part, before: said(part, before, words), after: said(part, after, words) }
    if (part === 'places') return { part, ...places(before.places, after.places) }
    if (part !== 'modules') return change
    const swap = swapped(before.modules, after.modules, words, titles)
    return { ...change, after: swap ? `${change.after} (${swap})` : change.after }
  })
}

function said(part: string, draft: Draft, { campaign: m, measures }: Words): string {
  switch (part) {
    case 'first_day':
    case 'last_day':
      return draft[part] ? day(draft[part]) : m.off
    case 'name':
      return draft.name.trim() || m.off
    case 'modules':
      return m.lessons(number(draft.modules.length))
    case 'measures':
      return draft.measures.map((one) => measures[one].toLowerCase()).join(', ')
    case 'borders':
      return bands(draft, m)
    case 'open_registration':
    case 'count_unconfirmed':
      return draft[part] ? m.yes : m.no
    default:
      return amount(part, draft) || m.off
  }
}

function amount(part: string, { participation, completion, rules, flags }: Draft): string {
  const typed = ({ participation, completion, ...rules, ...flags } as Record<string, string>)[part]?.trim()
  return typed ? number(Number(typed)) : ''
}

function bands(draft: Draft, m: Words['campaign']): string {
  const all = bandsOf(bordersOf(draft.borders) ?? [], [])
  return all.map(({ from, to }) => m.band(number(from), to ? number(to) : '')).join(', ') || m.noBands
}

/** Which lessons came and which went. */
function swapped(before: readonly string[], after: readonly string[], { campaign: m }: Words, titles: Titles): string {
  const list = (some: readonly string[], without: readonly string[]) =>
    some.flatMap((id) => (without.includes(id) ? [] : (titles.get(id) ?? []))).join(', ')
  const [added, gone] = [list(after, before), list(before, after)]
  return [added && m.added(added), gone && m.gone(gone)].filter(Boolean).join('; ')
}

function places(before: Draft['places'], after: Draft['places']): { before: string; after: string } {
  const ids = Object.keys({ ...before, ...after }).filter((id) => before[id] !== after[id])
  const list = (of: Draft['places']) =>
    [
      ...ids.slice(0, named).map((id) => `${id}: ${of[id] === undefined ? '–' : `${number(of[id])} %`}`),
      ...(ids.length > named ? ['…'] : []),
    ].join(', ')
  return { before: list(before), after: list(after) }
}
