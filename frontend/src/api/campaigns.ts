import { call } from './client'
import type {
  BoardPreview,
  Day,
  ListRollImportsAnswer,
  RollOutcome,
  RollUndo,
  Time,
  UUID,
  VillageID,
  WardCode,
} from './schema'

/** How final a campaign's boards are. */
export type Stage = 'ahead' | 'provisional' | 'grace' | 'review' | 'due' | 'frozen'

export const measures = ['rate', 'completed', 'points', 'gain'] as const
export type RankedBy = (typeof measures)[number]

export interface Band {
  id: string
  from: number
  to?: number
}

export interface Thresholds {
  people_per_device?: number
  seconds_per_question?: number
  quick_share?: number
  alike_people?: number
  last_day_share?: number
  assisted_share?: number
  min_attempts?: number
}

/** What a manager may change of a campaign; left out: none, or off. */
export interface CampaignRules {
  id: string
  /** The newest one, or the one that a change began from. */
  version?: number
  name: string
  ward?: string
  first_day: Day
  last_day: Day
  modules: string[]
  sample?: boolean
  open_registration?: boolean
  count_unconfirmed?: boolean
  pass_mark?: number
  measures?: RankedBy[]
  bands?: Band[]
  targets?: { participation?: number; completion?: number; places?: Record<string, number> }
  min_roll?: number
  min_learners?: number
  grace_hours?: number
  review_days?: number
  flags?: Thresholds
}

export interface CampaignState extends CampaignRules {
  stage: Stage
  main: boolean
  grace_ends: Time
  review_ends: Time
  settled_at: Time | null
  hash: string | null
}

export interface BoardRow {
  /** 0 on the list of those apart. */
  rank: number
  id: string
  name: string
  ward?: string
  value: number | null
  done: number | null
  roll: number
  roll_day: Day | '' | null
  roll_version: number
  change?: number | null
  missing?: number | null
  trend?: number[]
  reason?: string
}

export interface RankedBoard {
  board: string
  campaign: string
  measure: RankedBy
  window: 'campaign' | 'week' | 'last_week' | 'day' | 'yesterday'
  band?: string
  stage: Stage
  as_of: Time
  stale: boolean
  total: number
  apart: Record<string, number>
  items: BoardRow[]
  next: string | null
}

export interface BoardQuery {
  campaign?: string | undefined
  measure?: string | undefined
  window?: string | undefined
  band?: string | undefined
  list?: 'ranked' | 'apart'
  after?: string
  limit?: number
}

/** What POST /campaigns answers: the stored version, or why it was not stored. */
export interface CampaignFault {
  field: string
  code: string
}

export interface RollVersion {
  version: number
  adults: number
  day: Day
  at: Time
  approved_at: Time | null
  withdrawn_at: Time | null
}

interface RollHead {
  adults: number
  day: Day
  version: number
}

export interface VillageRolls {
  village: { id: VillageID; name: string }
  approved: RollHead | null
  declared: RollHead | null
  versions: RollVersion[]
}

export type Flag = 'device' | 'quick' | 'alike' | 'last_day' | 'assisted'

export interface Signs {
  attempts: number
  assisted: number
  timed: number
  quick: number
  on_one_device: number
  alike: number
  participants: number
  on_last_day: number
}

export interface Ruling {
  decision: 'clear' | 'exclude'
  note: string
  at: Time
  flags: Flag[]
}

export interface Review {
  campaign: string
  village: VillageID
  ward: WardCode
  state: '' | 'review' | 'excluded'
  flags: Flag[]
  signs: Signs
  rulings: Ruling[]
}

const get = <T>(path: string, query?: object) => call<T>('GET', path, { query })

/** What the pages of campaigns, rolls and reviews ask for. */
export const campaignApi = {
  campaigns: () => call<{ items: CampaignState[] }>('GET', '/campaigns', { open: true }),
  versions: (id: string) => get<{ items: CampaignState[] }>(`/campaigns/${id}/versions`),
  put: (body: CampaignRules & { dry_run?: boolean }) =>
    call<{ campaign?: CampaignState; faults?: CampaignFault[] }>('POST', '/campaigns', { body }),
  preview: (body: CampaignRules) =>
    call<{ boards?: BoardPreview[]; faults?: CampaignFault[] }>('POST', '/campaigns/preview', { body }),
  freeze: (id: string) => call<unknown>('POST', `/campaigns/${id}/freeze`),

  rolls: (ward: WardCode) => get<{ items: VillageRolls[] }>(`/wards/${ward}/rolls`),
  declare: (ward: WardCode, body: { day: Day; rolls: { village: VillageID; adults: number }[]; dry_run?: boolean }) =>
    call<RollOutcome>('POST', `/wards/${ward}/rolls`, { body }),
  rollFiles: (ward: WardCode) => get<ListRollImportsAnswer>(`/wards/${ward}/rolls/imports`),
  /** Undoes a file of rolls, or only asks what that would do. */
  undoRolls: (ward: WardCode, id: UUID, dry: boolean) =>
    call<RollUndo>('POST', `/wards/${ward}/rolls/imports/${id}/undo${dry ? '?dry_run=true' : ''}`),
  approve: (ward: WardCode, rolls: { village: VillageID; version: number }[]) =>
    call<{ items: VillageRolls[] }>('POST', `/wards/${ward}/rolls/approve`, { body: { rolls } }),

  reviews: (query: { campaign?: string | undefined; ward?: WardCode | undefined }) =>
    get<{ items: Review[] }>('/reviews', query),
  rule: (body: { campaign: string; village: VillageID; decision: Ruling['decision']; note: string }) =>
    call<unknown>('POST', '/reviews', { body }),
}
