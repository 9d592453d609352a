import type { InsightsQuery } from './read'

export const views = ['targets', 'trends', 'spread', 'places', 'map', 'hours', 'lessons', 'work', 'compare'] as const
export type ViewName = (typeof views)[number]

export const sortKeys = ['name', 'rate', 'target', 'participants', 'completed', 'gain', 'registered', 'roll'] as const
export type SortKey = (typeof sortKeys)[number]

/** What the map draws: the rate itself, how much of the target it is, or what the last seven days brought. */
export const drawings = ['rate', 'target', 'gain'] as const
export type Drawing = (typeof drawings)[number]

/** The tables that the server makes files of: one of each view, and what some have beside it. */
export type TableName = ViewName | 'sizes' | 'questions' | 'compare_days'

/** What the room shows. All of it stands in the page's address, so that a link shows the same to every manager. */
export interface State {
  view: ViewName
  /** Left out: the whole province. */
  ward: string | undefined
  /** Left out: the main one. */
  campaign: string | undefined
  range: 'all' | 'recent'
  /** Of the map. */
  draw: Drawing
  sort: SortKey
  /** Whether the order goes up instead of down; of names, from Z. */
  turned: boolean
  band: string | undefined
  /** A part of a name. */
  text: string
  /** Whether a long list shows all of its lines. */
  all: boolean
  by: 'wards' | 'campaigns'
  a: string | undefined
  b: string | undefined
}

const among = <T extends string>(all: readonly T[], text: string | undefined): T | undefined =>
  all.find((one) => one === text)

/** The state that an address asks for. What it says wrongly counts as not said. */
export function stateOf(query: Record<string, string | undefined>): State {
  return {
    view: among(views, query.view) ?? 'targets',
    ward: /^\d{5}$/.test(query.ward ?? '') ? query.ward : undefined,
    campaign: query.campaign || undefined,
    range: among(['all', 'recent'] as const, query.range) ?? 'recent',
    draw: among(drawings, query.draw) ?? 'rate',
    sort: among(sortKeys, query.sort) ?? 'rate',
    turned: query.turned === '1',
    band: query.band || undefined,
    text: (query.text ?? '').slice(0, 80),
    all: query.all === '1',
    by: among(['wards', 'campaigns'] as const, query.by) ?? 'wards',
    a: query.a || undefined,
    b: query.b || undefined,
  }
}

/** The page's address in a state, without what is as usual. */
export function addressOf(state: State): string {
  const usual = stateOf({})
  const said = (Object.keys(state) as (keyof State)[]).flatMap((key) => {
    const value = state[key]
    return value === undefined || value === usual[key] ? [] : [[key, value === true ? '1' : String(value)]]
  })
  const text = new URLSearchParams(said).toString()
  return `/province/room${text && `?${text}`}`
}

/** The same with something else chosen; what was chosen of one place or campaign alone does not go to another. */
export function changed(state: State, change: Partial<State>): State {
  const next = { ...state, ...change }
  if ('ward' in change && change.ward !== state.ward) next.text = ''
  if ('ward' in change || 'view' in change) next.all = change.all ?? false
  if (('ward' in change && !change.ward) || 'campaign' in change) next.band = undefined
  if (change.by && change.by !== state.by) next.a = next.b = undefined
  return next
}

/** What the server is asked for in a state. */
export const queryOf = ({ ward, campaign }: State): InsightsQuery => ({ ward, campaign })

/** What the server is asked for a file of. */
export const fileQueryOf = ({ ward, campaign, range, by, a, b }: State, view: TableName) => ({
  view,
  ward,
  campaign,
  ...(view === 'trends' && { range }),
  ...(/^compare/.test(view) && { by, a, b }),
})

/** A heading that is tapped again turns the order. */
export const sorted = (state: State, key: SortKey): Partial<State> =>
  state.sort === key ? { turned: !state.turned } : { sort: key, turned: false }

/** Figures stand from the highest, names and what is missing to a target from the lowest. */
export const downwards = ({ sort, turned }: Pick<State, 'sort' | 'turned'>): boolean =>
  (sort !== 'name' && sort !== 'target') !== turned
