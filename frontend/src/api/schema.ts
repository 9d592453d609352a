// Written by scripts/api-types.mjs from api/openapi.yaml.

export type Problem = {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  request_id: string
  errors?: {
    field: string
    code: string
  }[]
}

/** Pass as `after`; null ends the list */
export type Next = string | null

export type Language = 'vi' | 'en'

export type ContentID = string

export type WardCode = string

export type VillageID = string

export type UUID = string

export type Time = string

export type Day = string

export type Measure = 'rate' | 'points'

export type Role = 'resident' | 'coordinator' | 'officer' | 'manager' | 'admin'

/** not_started: no submission yet; stuck: failed a module twice or more and has not passed it; learning: tried, passed no counted module yet; participating: passed at least one counted module; completed: passed all. The first that applies of completed, stuck, participating, learning, not_started. */
export type ResidentStatus = 'not_started' | 'stuck' | 'learning' | 'participating' | 'completed'

export type Ward = {
  code: WardCode
  name: string
  kind: 'commune' | 'ward'
  former_province: string
  former_units: string[]
  /** All ages, 2025 */
  population: number
  /** How many villages are known here */
  villages: number
}

export type Village = {
  id: VillageID
  ward: WardCode
  /** With its kind, as the unit calls itself */
  name: string
  kind: 'thon' | 'buon' | 'to_dan_pho' | 'khu_pho'
  roll: Roll | null
  /** Invented for the demo */
  sample: boolean
}

export type Roll = {
  adults: number
  day: Day
  version: number
}

/** One switch a purpose, all off at first. Without `account` nobody can register. */
export type Consent = {
  account: boolean
  /** The village's team may see name and progress */
  village_list: boolean
  /** Counted in the campaign's statistics */
  statistics: boolean
  /** Certificates may be checked publicly */
  certificate: boolean
}

export type Registration = {
  name: string
  pin: string
  village: VillageID
  phone?: string
  language?: Language
  consent: Consent
}

export type Login = {
  access_token: string
  /** Seconds */
  expires_in: number
  person: Person
}

export type Person = {
  id: UUID
  name: string
  role: Role
  language: Language
  /** E.164 */
  phone: string | null
  village: Village | null
  /** The ward lived in or, for an officer, worked in */
  ward: Ward | null
  appointments: {
    role: Role
    village?: VillageID
    ward?: WardCode
  }[]
  consent: Consent
  sample: boolean
}

export type Course = {
  id: ContentID
  order: number
  title: string
  summary: string
  language: Language
  modules: {
    id: ContentID
    version: number
    title: string
    goal: string
    minutes: number
    questions: number
    /** Size of the module in this language, compressed */
    bytes: number
  }[]
}

export type Module = {
  id: ContentID
  course: ContentID
  version: number
  language: Language
  languages: Language[]
  title: string
  goal: string
  task: string
  minutes: number
  /** Percent of questions right that passes */
  pass_mark: number
  digcomp: string[]
  steps: {
    title: string
    /** Sanitized: paragraphs, lists, emphasis, links */
    html: string
  }[]
  quiz: {
    mode: 'practice' | 'assessment'
    questions: Question[]
  }
}

export type Question = {
  id: ContentID
  kind: 'single' | 'several' | 'true_false' | 'order'
  text: string
  options: {
    id: ContentID
    text: string
    /** Practice only */
    feedback?: string
  }[]
  /** The right answer, practice only */
  key?: Answer
  /** Shown after any answer */
  explain?: string
  /** Where the fact is from */
  source?: string
}

/** Ids of options: one for single and true_false (`t` or `f`), all that fit for several (in any order), all of them in order for order. Empty: left out. */
export type Answer = ContentID[]

/** By question id */
export type Answers = Record<string, Answer>

export type Submission = {
  /** Chosen by the phone */
  id: UUID
  module: ContentID
  version: number
  answers: Answers
  /** By the phone's clock, of the years 1970 to 2200; recorded only */
  started_at: Time
  /** By the phone's clock, of the years 1970 to 2200; recorded only */
  finished_at: Time
  /** Whose it is, when a coordinator of their village hands it in */
  resident?: UUID
}

export type SubmissionResult = {
  id: UUID
  resident: UUID
  module: ContentID
  version: number
  /** Questions right */
  score: number
  /** Questions asked */
  max: number
  passed: boolean
  feedback: {
    question: ContentID
    right: boolean
  }[]
  summary: Summary
}

export type StoredSubmission = {
  id: UUID
  module: ContentID
  version: number
  answers: Answers
  started_at: Time
  finished_at: Time
  received_at: Time
  score: number
  max: number
  passed: boolean
  /** Handed in by a coordinator */
  assisted: boolean
}

export type Summary = {
  resident: UUID
  submissions: number
  /** Questions right in the best attempt of each counted module */
  points: number
  /** Counted modules passed */
  passed: number
  modules: {
    module: ContentID
    attempts: number
    best: number
    max: number
    passed: boolean
    passed_at: string | null
    last_at: Time
  }[]
}

export type Totals = {
  /** Residents with at least one submission */
  learners: number
  /** Residents who passed at least one counted module */
  participants: number
  /** Residents who passed all counted modules */
  completed: number
  points: number
  submissions: number
  /** Adults on approved rolls; 0 where there is none */
  roll: number
  /** participants / roll, null without a roll */
  rate: number | null
  registered: number
}

/** How many residents reached each stage for the first time on that day */
export type DayTotals = {
  day: Day
  learners: number
  participants: number
  completed: number
}

export type ModuleTotals = {
  module: ContentID
  tried: number
  passed: number
}

export type VillageProgress = {
  village: Village
  totals: Totals
  /** How many residents are in each status */
  statuses: {
    not_started: number
    stuck: number
    learning: number
    participating: number
    completed: number
  }
  modules: ModuleTotals[]
  days: DayTotals[]
  items: {
    id: UUID
    name: string
    status: ResidentStatus
    passed: ContentID[]
    stuck: ContentID[]
    points: number
    last_at: string | null
  }[]
  next: Next
  as_of: Time
}

export type WardProgress = {
  ward: Ward
  totals: Totals
  villages: {
    village: Village
    totals: Totals
  }[]
  modules: ModuleTotals[]
  days: DayTotals[]
  as_of: Time
}

export type ProvinceProgress = {
  totals: Totals
  wards: {
    ward: Ward
    totals: Totals
  }[]
  modules: ModuleTotals[]
  days: DayTotals[]
  as_of: Time
}

export type Campaign = {
  id: ContentID
  name: string
  first_day: Day
  last_day: Day
  /** The counted modules */
  modules: ContentID[]
  /** Demo mode; everything shown is sample data */
  sample: boolean
}

export type Board = {
  board: string
  measure: Measure
  as_of: Time
  /** The boards cannot be read just now; this is the last one known */
  stale: boolean
  /** Ranked places */
  total: number
  items: {
    /** Equal values share a rank: 1, 2, 2, 4 */
    rank: number
    id: string
    name: string
    /** Of a village: its ward's name */
    ward?: string
    /** A share between 0 and 1, or points */
    value: number
    /** Residents who passed at least one counted module */
    done: number
    roll: number
    as_of: Time
  }[]
  next: Next
}

/** Body of POST /auth/login */
export type LoginBody = {
  phone: string
  pin?: string
  password?: string
}

/** Body of PATCH /me */
export type PatchMeBody = {
  name?: string
  language?: Language
  consent?: Consent
}

/** Answer of GET /me/export */
export type ExportMeAnswer = {
  person: Person
  summary: Summary
  submissions: StoredSubmission[]
}

/** Query of GET /courses */
export type ListCoursesQuery = {
  lang?: Language
}

/** Answer of GET /courses */
export type ListCoursesAnswer = {
  items: Course[]
  next: null
}

/** Query of GET /courses/{course} */
export type GetCourseQuery = {
  lang?: Language
}

/** Query of GET /modules/{module} */
export type GetModuleQuery = {
  lang?: Language
}

/** Body of POST /submissions/batch */
export type SubmitBatchBody = {
  submissions: Submission[]
}

/** Answer of POST /submissions/batch */
export type SubmitBatchAnswer = {
  results: {
    /** The id as sent */
    id: string
    /** What POST /submissions would have answered: 201, 200 for a repeat, 403, 409, 422 … */
    status: number
    result?: SubmissionResult
    problem?: Problem
  }[]
}

/** Query of GET /wards */
export type ListWardsQuery = {
  limit?: number
  after?: string
}

/** Answer of GET /wards */
export type ListWardsAnswer = {
  items: Ward[]
  next: Next
}

/** Query of GET /wards/{code}/villages */
export type ListVillagesQuery = {
  limit?: number
  after?: string
}

/** Answer of GET /wards/{code}/villages */
export type ListVillagesAnswer = {
  items: Village[]
  next: Next
}

/** Query of GET /places */
export type SearchPlacesQuery = {
  q: string
  limit?: number
}

/** Answer of GET /places */
export type SearchPlacesAnswer = {
  items: {
    ward: Ward
    /** The name that matched */
    match: string
    /** Whether that name is of a unit of before July 2025 */
    former: boolean
  }[]
  next: null
}

/** Query of GET /villages/{id}/progress */
export type GetVillageProgressQuery = {
  limit?: number
  after?: string
  status?: ResidentStatus
}

/** Answer of GET /campaigns */
export type ListCampaignsAnswer = {
  items: Campaign[]
  next: null
}

/** Answer of GET /boards */
export type ListBoardsAnswer = {
  items: {
    board: string
    measures: Measure[]
  }[]
  next: null
}

/** Query of GET /boards/wards */
export type GetWardsBoardQuery = {
  measure?: Measure
  limit?: number
  after?: string
  around?: string
}

/** Query of GET /boards/villages */
export type GetVillagesBoardQuery = {
  measure?: Measure
  limit?: number
  after?: string
  around?: string
}

/** Query of GET /boards/wards/{code}/villages */
export type GetWardVillagesBoardQuery = {
  measure?: Measure
  limit?: number
  after?: string
  around?: string
}

/** Query of GET /boards/wards/stream */
export type StreamWardsBoardQuery = {
  measure?: Measure
}

/** Query of GET /boards/villages/stream */
export type StreamVillagesBoardQuery = {
  measure?: Measure
}

/** Query of GET /boards/wards/{code}/villages/stream */
export type StreamWardVillagesBoardQuery = {
  measure?: Measure
}
