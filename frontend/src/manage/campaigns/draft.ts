import { type Band, type CampaignRules, measures, type RankedBy, type Thresholds } from '../../api/campaigns'
import { fold } from '../../i18n/fold'
import { adultsOf } from './rolls'

export const numbers = ['pass_mark', 'min_roll', 'min_learners', 'grace_hours', 'review_days'] as const
export const thresholds = [
  'people_per_device',
  'seconds_per_question',
  'quick_share',
  'alike_people',
  'last_day_share',
  'assisted_share',
  'min_attempts',
] as const

/** A campaign's rules as a form holds them. */
export interface Draft {
  name: string
  first_day: string
  last_day: string
  modules: readonly string[]
  measures: readonly RankedBy[]
  /** The last roll of each band but the last one, as typed: "100, 300". */
  borders: string
  participation: string
  completion: string
  /** Targets of single wards and villages, which have no field. */
  places: Readonly<Record<string, number>>
  rules: Readonly<Record<(typeof numbers)[number], string>>
  flags: Readonly<Record<(typeof thresholds)[number], string>>
  open_registration: boolean
  count_unconfirmed: boolean
}

const text = (value: number | undefined) => (value ? String(value) : '')
const value = (typed: string) => (typed.trim() === '' ? 0 : Number(typed))

function texts<Key extends string>(keys: readonly Key[], from: Partial<Record<Key, number>>): Record<Key, string> {
  return Object.fromEntries(keys.map((key) => [key, text(from[key])])) as Record<Key, string>
}

function values<Key extends string>(
  keys: readonly Key[],
  from: Readonly<Record<Key, string>>,
): Partial<Record<Key, number>> {
  const all = keys.map((key) => [key, value(from[key])] as const)
  return Object.fromEntries(all.filter(([, n]) => n !== 0)) as Partial<Record<Key, number>>
}

export function draftOf(rules: CampaignRules): Draft {
  return {
    name: rules.name,
    first_day: rules.first_day,
    last_day: rules.last_day,
    modules: rules.modules,
    measures: rules.measures?.length ? rules.measures : measures,
    borders: (rules.bands ?? []).flatMap(({ to }) => (to ? [to] : [])).join(', '),
    participation: text(rules.targets?.participation),
    completion: text(rules.targets?.completion),
    places: rules.targets?.places ?? {},
    rules: texts(numbers, rules),
    flags: texts(thresholds, rules.flags ?? {}),
    open_registration: rules.open_registration ?? false,
    count_unconfirmed: rules.count_unconfirmed ?? false,
  }
}

/**
 * Borders as they are typed: whole numbers, "1.000" too, each greater than the one before; null if they are not that. A space alone
 * does not part two numbers: it may be meant to group the digits of one.
 */
export function bordersOf(typed: string): number[] | null {
  const parts = typed.split(/[,;]/).map((part) => part.trim())
  const borders = parts.filter(Boolean).map((part) => (/\s/.test(part) ? null : adultsOf(part)))
  const sound = borders.every((n, index) => n !== null && n > (borders[index - 1] ?? 0))
  return sound ? (borders as number[]) : null
}

/** The bands between borders. They keep the names that they had, so that links to a band go on working. */
export function bandsOf(borders: readonly number[], before: readonly Band[]): Band[] {
  if (borders.length === 0) return []
  return [...borders, 0].map((to, index) => ({
    id: before[index]?.id ?? `b${index + 1}`,
    from: (borders[index - 1] ?? 0) + 1,
    ...(to && { to }),
  }))
}

export type DraftFault = 'name' | 'dayMissing' | 'days' | 'modules' | 'measures' | 'borders' | 'number'

/** What the form itself can see is wrong, by the part of the form. */
export function faultsOf(draft: Draft): Record<string, DraftFault> {
  const { first_day, last_day, participation, completion } = draft
  const amounts = Object.entries({ participation, completion, ...draft.rules, ...draft.flags })
  const checks: [string, DraftFault, boolean][] = [
    ['name', 'name', draft.name.trim() !== ''],
    ['first_day', 'dayMissing', first_day !== ''],
    ['last_day', 'days', last_day >= first_day],
    ['last_day', 'dayMissing', last_day !== ''],
    ['modules', 'modules', draft.modules.length > 0],
    ['measures', 'measures', draft.measures.length > 0],
    ['borders', 'borders', bordersOf(draft.borders) !== null],
    ...amounts.map(([key, typed]): [string, DraftFault, boolean] => [key, 'number', /^\s*\d{0,6}\s*$/.test(typed)]),
  ]
  return Object.fromEntries(checks.flatMap(([part, fault, sound]) => (sound ? [] : [[part, fault]])))
}

/** The part of the form that a fault of the server is about: "bands[1].from" is of the borders, "flags.quick_share" of its own field. */
export function partOf(field: string): string {
  const part = field.replace(/^(?:flags|targets)\./, '').replace(/[.[].*/, '')
  return part === 'bands' ? 'borders' : part
}

/** Whether a part of the form has a field at which can be said what is wrong with it. */
export const hasField = (part: string, draft: Draft): boolean => part !== 'places' && part in flat(draft)

/** A new campaign begins with how another one counts. */
export function afresh(like: CampaignRules | undefined): CampaignRules {
  const { version, ward, sample, targets = {}, modules = [], ...rules }: Partial<CampaignRules> = like ?? {}
  const { places, ...shares } = targets
  return { ...rules, modules, targets: shares, id: '', name: '', first_day: '', last_day: '' }
}

const longestID = 40

/** The id of a new campaign, made of its name; another one than those that are taken. */
export function idOf(name: string, taken: readonly string[]): string {
  const slug =
    fold(name)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'chien-dich'
  const id = (n: number) => {
    const end = n > 1 ? `-${n}` : ''
    return slug.slice(0, longestID - end.length).replace(/-$/, '') + end
  }
  let n = 1
  while (taken.includes(id(n))) n++
  return id(n)
}

/** The next version of a campaign; what the form has no field for stays as it was. */
export function rulesOf(draft: Draft, before: CampaignRules): CampaignRules {
  const { id, version, ward, sample } = before
  const flags: Thresholds = values(thresholds, draft.flags)
  return {
    id,
    ...(version && { version }),
    ...(ward && { ward }),
    ...(sample && { sample }),
    name: draft.name.trim().normalize('NFC'),
    first_day: draft.first_day,
    last_day: draft.last_day,
    modules: [...draft.modules],
    measures: measures.filter((one) => draft.measures.includes(one)),
    bands: bandsOf(bordersOf(draft.borders) ?? [], before.bands ?? []),
    targets: {
      ...(Object.keys(draft.places).length && { places: draft.places }),
      ...values(['participation', 'completion'] as const, draft),
    },
    ...values(numbers, draft.rules),
    flags,
    open_registration: draft.open_registration,
    count_unconfirmed: draft.count_unconfirmed,
  }
}

/** All parts of a form by their names; the order of modules says nothing. */
function flat(draft: Draft): Record<string, unknown> {
  const { rules, flags, modules, ...rest } = draft
  return { ...rest, modules: [...modules].sort(), ...rules, ...flags }
}

/** What differs between two states of the form, as the names of its parts. */
export function differing(before: Draft, after: Draft): string[] {
  const [a, b] = [flat(before), flat(after)]
  return Object.keys(b).filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
}
