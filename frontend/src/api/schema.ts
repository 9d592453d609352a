// Written by scripts/api-types.mjs from api/openapi.yaml.

/** Of the day in Asia/Ho_Chi_Minh: before 12, before 17, after */
export type SessionPart = 'morning' | 'afternoon' | 'evening'

export type FieldEventKind = 'opened' | 'joined' | 'left' | 'undone' | 'closed' | 'visited'

export type VisitOutcome = 'helped' | 'not_home' | 'later' | 'declined' | 'moved'

/** Something that the team did. `opened`: a session with what is learnt and where, the newest one holds; `joined` and `left`: a person at a session; `closed`: the session; `undone`: takes the effect of another event away; `visited`: a person, with what came of it. */
export type FieldEvent = {
  /** Chosen by the phone */
  id: UUID
  kind: FieldEventKind
  /** By the phone's clock, of the years 1970 to 2200 */
  at: Time
  /** Of all kinds but `visited`; `undone` may have that of the other event. The version 5 UUID of `village|day|part`, as in `24163-001|2026-12-01|evening`, in the namespace 20e3c3c6-8ccb-586f-9fa2-953893b7c336. */
  session?: UUID
  /** Of `joined`, `left` and `visited` */
  person?: UUID
  /** Of `opened`, may be left out */
  module?: ContentID
  /** Of `opened`, may be left out */
  place?: string
  /** Of `visited` */
  outcome?: VisitOutcome
  /** Of `undone`: the id of the other event */
  of?: UUID
}

export type Session = {
  id: UUID
  day: Day
  part: SessionPart
  module: string | null
  place: string | null
  /** Nobody has closed it */
  open: boolean
  /** The first event */
  opened_at: Time
  closed_at: string | null
  /** How many have come */
  people: number
}

export type SessionResults = {
  session: Session
  /** Who has come, in that order, and then whoever answered in the session without having been noted as there */
  items: {
    person: UUID
    /** Null for who did not agree to be listed */
    name: string | null
    /** The last three digits of the phone number */
    hint: string | null
    joined_at: string | null
    /** Null for who has not left before its end */
    left_at: string | null
    /** Ids of the events by which they are there, of whichever phone; who was noted in error is taken back by undoing all of them */
    joins: UUID[]
    /** What was answered in the session, oldest first; none for who did not agree to be listed */
    results: {
      id: UUID
      module: ContentID
      version: number
      score: number
      max: number
      passed: boolean
      review: boolean
      /** A helper handed it in */
      assisted: boolean
      /** When it counts */
      at: Time
    }[]
  }[]
  as_of: Time
}

export type Encounters = {
  sessions: {
    id: UUID
    day: Day
    part: SessionPart
    module: string | null
    joined_at: Time
    left_at: string | null
  }[]
  visits: VisitMade[]
}

export type VisitMade = {
  outcome: VisitOutcome
  at: Time
  /** The name of who made it; null for who is gone */
  by: string | null
}

export type VisitReason = 'stuck' | 'one_left' | 'silent' | 'not_started'

export type Visits = {
  /** How many are to be visited, whatever the limit */
  count: number
  items: {
    person: UUID
    name: string
    reason: VisitReason
    /** Of `stuck` those tried in vain, of `one_left` the one that is left, else none */
    modules: ContentID[]
    question: {
      module: ContentID
      /** That was answered last */
      version: number
      question: ContentID
      /** In how many attempts */
      wrong: number
    } | null
    /** When they last answered a quiz; of `not_started`, when their account was made */
    since: Time
    last_visit: VisitMade | null
  }[]
  /** What would lift the village one place among the villages of its ward by participation; null where it is first or not ranked */
  to_next: {
    /** The place that it would have */
    place: number
    /** How many more residents who pass one counted module */
    people: number
  } | null
  as_of: Time
}

export type Roster = {
  village: Village
  items: {
    id: UUID
    /** Null for who did not agree to be listed */
    name: string | null
    /** The last three digits of the phone number */
    hint: string | null
    unconfirmed: boolean
    /** Null for who did not agree to be listed */
    status: ResidentStatus | null
    passed: ContentID[]
    /** Has a card that works */
    card: boolean
    /** By which a phone without network knows the card: the first ten hexadecimal digits of the SHA-256 of `hocso card number`, a line feed and the card's token. Null without a card, and for cards made before there were numbers. It signs nobody in. */
    card_number: string | null
  }[]
}

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

/** rate: residents who passed a counted module / roll. completed: who passed all of them / roll. points: questions right in the best attempts. gain: what rate rose by in the last seven days. */
export type Measure = 'rate' | 'completed' | 'points' | 'gain'

/** Weeks are those of ISO 8601 */
export type Window = 'campaign' | 'week' | 'last_week' | 'day' | 'yesterday'

export type Band = {
  id: string
  /** Adults, inclusive */
  from: number
  /** Inclusive; missing: no limit */
  to?: number
}

/** How final a campaign's boards are */
export type Stage = 'ahead' | 'provisional' | 'grace' | 'review' | 'due' | 'frozen'

/** Why a place is not ranked; the first that applies */
export type Apart = 'no_roll' | 'excluded' | 'review' | 'small_roll' | 'few_learners'

/** Why a village's results are looked at - many people on one device, very quick answers, the same wrong answers, most on the last day, most handed in by helpers */
export type Flag = 'device' | 'quick' | 'alike' | 'last_day' | 'assisted'

export type VillageReview = {
  campaign: string
  village: VillageID
  ward: WardCode
  /** Empty where it is ranked */
  state: '' | 'review' | 'excluded'
  /** Those that are raised now */
  flags: Flag[]
  signs: {
    /** Those that raised what somebody had reached that day */
    attempts: number
    /** Of them, handed in by somebody else */
    assisted: number
    /** Of them, those whose time is known */
    timed: number
    /** Of the timed, those that were very quick */
    quick: number
    /** The most people who answered by themselves on one device */
    on_one_device: number
    /** The most people who gave the same answers to a module, two or more of them wrong */
    alike: number
    participants: number
    /** Of the participants, those who became one on the last day */
    on_last_day: number
  }
  /** Newest last */
  rulings: {
    decision: 'clear' | 'exclude'
    note: string
    at: Time
    /** Those that were raised then */
    flags: Flag[]
  }[]
}

export type Role = 'resident' | 'coordinator' | 'officer' | 'manager' | 'admin'

/** not_started: tried no module yet; stuck: failed a module twice or more and has not passed it; learning: tried, passed no counted module yet; participating: passed at least one counted module; completed: passed all. The first that applies of completed, stuck, participating, learning, not_started. */
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
  /** Centre of the area, degrees, to 0.01 */
  lon: number
  lat: number
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
  /** The text that was shown; 409 `consent_outdated` if it is no longer the one that holds */
  consent_version?: string
  /** Of the village; needed where the campaign closed open registration, confirms the resident */
  join_code?: string
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
  /** Nobody of the village has confirmed this person yet; they may not count so far */
  unconfirmed: boolean
  /** The parent of a child */
  guardian: string | null
  card_pin: boolean
  /** As BirthBand; null where it was not told */
  birth_band: string | null
  sample: boolean
}

export type AuthOptions = {
  /** Whether one may register without a join code */
  open_registration: boolean
  /** Whether a PIN on a new device needs a code */
  device_code: boolean
  /** Name of the OpenID Connect provider for staff, if there is one */
  oidc: string | null
}

export type QR = {
  /** Modules a side, with the quiet zone */
  size: number
  /** SVG path of the dark modules in a viewBox of size by size */
  path: string
}

export type TotpSecret = {
  /** Base32, to type in */
  secret: string
  /** otpauth URI */
  uri: string
  qr: QR
}

export type EnrolledLogin = {
  access_token: string
  /** Seconds */
  expires_in: number
  person: Person
  /** Ten, each works once in place of the app */
  recovery_codes: string[]
}

export type Device = {
  id: string
  label: 'android' | 'iphone' | 'windows' | 'mac' | 'linux' | 'other'
  /** The one that asks */
  current: boolean
  signed_in: boolean
  used_at: Time
  created_at: Time
}

export type ConsentRecord = {
  consent: Consent
  /** Of the text that was shown */
  version: string
  at: Time
  /** Somebody else set the switches */
  helped: boolean
}

export type Pass = {
  kind: 'card' | 'join' | 'device' | 'recovery'
  created_at: Time
  expires_at: string | null
  used: number
  revoked: boolean
}

export type Child = {
  id: UUID
  name: string
  created_at: Time
}

/** See, correct, erase, restrict, object, or something else */
export type RequestKind = 'access' | 'correct' | 'erase' | 'restrict' | 'object' | 'other'

export type Request = {
  id: UUID
  kind: RequestKind
  text: string
  status: 'open' | 'answered' | 'finished'
  village: VillageID
  /** For the officer who must answer; null in one's own list and once erased */
  person_name: string | null
  created_at: Time
  answer_by: Time
  finish_by: Time
  answered_at: string | null
  finished_at: string | null
  note: string
}

/** How the owner is called to whoever looks at a certificate by its id */
export type CertificateShown = 'name' | 'initials'

export type CertificateModule = {
  id: string
  title: string
}

export type Certificate = {
  id: string
  campaign: string
  /** How the campaign was called */
  title: string
  /** As it stands on the paper */
  name: string
  /** As others see it */
  public_name: string
  shown: CertificateShown
  modules: CertificateModule[]
  completed_on: Day
  issued_at: Time
  sample: boolean
  /** There are a credential and a badge of it */
  signed: boolean
  /** Where others look at it */
  url: string
  qr: QR
}

export type Certifiable = {
  id: string
  name: string
  /** Those that the campaign counts */
  modules: number
  passed: number
  completed_on: string | null
  sample: boolean
}

export type PublicCertificate = {
  id: string
  title: string
  /** The name or the initials */
  name: string
  modules: CertificateModule[]
  completed_on: Day
  issued_on: Day
  sample: boolean
}

export type Account = {
  id: UUID
  /** Null for who did not agree to be listed */
  name: string | null
  /** The last three digits of the phone number */
  hint: string | null
  /** As BirthBand; null where it was not told and for who did not agree to be listed */
  birth_band: string | null
  unconfirmed: boolean
  /** Has a card that works */
  card: boolean
  pin: boolean
  created_at: Time
}

/** An Account with how far they are */
export type ListedAccount = {
  id: UUID
  /** Null for who did not agree to be listed */
  name: string | null
  /** The last three digits of the phone number */
  hint: string | null
  /** As BirthBand; null where it was not told and for who did not agree to be listed */
  birth_band: string | null
  unconfirmed: boolean
  /** Has a card that works */
  card: boolean
  pin: boolean
  created_at: Time
  /** Null for who did not agree to be listed */
  status: ResidentStatus | null
}

/** The decade of birth, from 1900 to the one in which the youngest are 16; empty where it is not told */
export type BirthBand = string

export type HistoryEntry = {
  seq: number
  at: Time
  /** Of staff */
  actor_name: string | null
  /** Who did it: the person, staff, the command line, or somebody who is no staff any more */
  by: 'self' | 'staff' | 'system' | 'other'
  /** As in AuditEntry */
  action: string
  /** As in AuditEntry; of `edited` the fields, with commas between them */
  detail: string
  /** Where it was */
  village: NamedVillage | null
  /** Of `moved`, where they lived before */
  from: NamedVillage | null
}

export type NamedVillage = {
  id: VillageID
  name: string
}

export type Card = {
  resident: UUID
  name: string | null
  token: string
  /** What the QR code holds */
  url: string
  qr: QR
}

export type OneTimeCode = {
  code: string
  kind: 'device' | 'recovery'
  expires_at: Time
}

export type JoinCode = {
  id: UUID
  created_at: Time
  expires_at: Time
  /** How many may enrol */
  uses: number
  used: number
}

export type NewJoinCode = {
  id: UUID
  code: string
  url: string
  qr: QR
  expires_at: Time
  uses: number
}

export type StaffMember = {
  person: UUID
  name: string
  phone: string
  role: Role
  village: string | null
  ward: string | null
  from: string | null
  until: string | null
  /** Has an authenticator app */
  totp: boolean
}

export type Appointed = {
  member: StaffMember
  /** The password of a new account */
  secret: string | null
}

export type AuditEntry = {
  seq: number
  at: Time
  /** Person id; null for the command line */
  actor: string | null
  /** Of staff */
  actor_name: string | null
  action: string
  /** Person id */
  person: string | null
  village: string | null
  ward: string | null
  detail: string
}

export type Course = {
  id: ContentID
  order: number
  title: string
  summary: string
  language: Language
  /** A starting question, "I can …": who says yes takes the course last */
  known?: string
  modules: {
    id: ContentID
    version: number
    title: string
    goal: string
    minutes: number
    questions: number
    /** Size of the module in this language, compressed */
    bytes: number
    /** Size of its recordings */
    bytes_audio: number
  }[]
}

export type Module = {
  id: ContentID
  course: ContentID
  version: number
  language: ContentLanguage
  languages: ContentLanguage[]
  title: string
  goal: string
  task: string
  minutes: number
  /** Percent of questions right that passes */
  pass_mark: number
  digcomp: string[]
  /** What to keep in mind */
  summary: string
  /** Size of the recordings that this language has */
  bytes_audio: number
  steps: {
    title: string
    /** Sanitized: paragraphs, lists, emphasis, links */
    html: string
    /** Where it is another than the module's */
    language?: ContentLanguage
    picture?: {
      /** Sanitized SVG of 320 by 180; its colours are classes */
      svg: string
      alt: string
    }
    audio?: Recording
    /** To try, never graded; always with its key */
    practice?: Question
  }[]
  quiz: {
    mode: 'practice' | 'assessment'
    questions: Question[]
  }
}

/** ISO 639; a language other than vi and en may be incomplete and falls back to Vietnamese */
export type ContentLanguage = 'vi' | 'en' | 'rad' | 'jra' | 'cmo' | 'mnn' | 'mng'

/** Address of a recording */
export type Recording = string

export type Question = {
  id: ContentID
  kind: 'single' | 'several' | 'true_false' | 'order' | 'match' | 'fill' | 'safe_or_scam' | 'simulation'
  text: string
  /** Where it is another than the module's */
  language?: ContentLanguage
  audio?: Recording
  /** What can be picked: of match the right-hand sides, of fill the words, of safe_or_scam the reasons, of simulation nothing */
  options: {
    id: ContentID
    text: string
    /** Practice only */
    feedback?: string
  }[]
  /** Of match the left-hand sides, of fill the gaps: what gets an option each */
  slots?: {
    id: ContentID
    /** match only */
    text?: string
  }[]
  /** fill only: the text with its gaps as [[slot id]] */
  sentence?: string
  /** safe_or_scam only */
  message?: {
    channel: 'sms' | 'chat' | 'call' | 'post' | 'page'
    from: string
    text: string
  }
  /** simulation only; it starts at the first */
  screens?: Screen[]
  /** The right answer, practice only */
  key?: Answer
  /** Shown after any answer */
  explain?: string
  /** Where the fact is from */
  source?: string
}

export type Screen = {
  id: ContentID
  /** The bar on top; without it the screen is a home screen */
  app?: string
  /** Title of the box that the parts stand in */
  dialog?: string
  /** Large letters */
  large?: boolean
  parts: Part[]
}

export type Part = {
  kind: 'title' | 'text' | 'note' | 'icon' | 'row' | 'field' | 'switch' | 'button' | 'piece' | 'message' | 'qr' | 'keypad'
  text: string
  /** row: its second line */
  detail?: string
  /** field: what stands in it */
  value?: string
  /** message: its sender */
  from?: string
  /** switch: its state */
  on?: boolean
  /** button: the main one */
  main?: boolean
  /** It can be tapped; the keys of a keypad are the spots k0 to k9 */
  spot?: ContentID
  /** The screen that the right tap opens */
  opens?: ContentID
  /** Why this tap is not the right one now */
  feedback?: string
}

/** single, true_false (`t` or `f`): one option id. several: all that fit, in any order. order: all, in order. match and fill: `slot:option` for each slot, in any order. safe_or_scam: `safe` or `scam`, and the reason's option id, in any order. simulation: the spots tapped, in order. Empty: left out. */
export type Answer = string[]

/** By question id */
export type Answers = Record<string, Answer>

export type Submission = {
  /** Chosen by the phone */
  id: UUID
  module: ContentID
  version: number
  answers: Answers
  /** By the phone's clock, of the years 1970 to 2200; recorded only, so it may be after finished_at where that clock was set in between */
  started_at: Time
  /** By the phone's clock, of the years 1970 to 2200. A submission counts then if it is received within 12 hours of it, else when it is received */
  finished_at: Time
  /** Spent in front of the questions, hidden pages and pauses left out; recorded only */
  seconds?: number
  /** Some of the module's questions that came back, not its quiz. Only those answered are graded, at least one; it is no attempt, never passes and gives no points. */
  review?: boolean
  /** Whose it is, when a coordinator of their village hands it in */
  resident?: UUID
  /** The session in which it was answered, as in FieldEvent; left out if it is none of a village in which the resident lives or lately lived, and a day within a week of finished_at */
  session?: UUID
  /** In which the questions were read, as `language` of the module; recorded only */
  language?: ContentLanguage
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
  /** Never of a review */
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
  /** Spent in front of the questions by the phone's count; 0 if it did not say */
  seconds: number
  received_at: Time
  score: number
  max: number
  passed: boolean
  review: boolean
  /** Questions; empty too if it was handed in before they were kept */
  right: ContentID[]
  /** Questions; empty too if it was handed in before they were kept */
  wrong: ContentID[]
  /** Handed in by a coordinator */
  assisted: boolean
  /** The session in which it was answered */
  session: string | null
  /** In which the questions were read; null if the phone did not say */
  language: ContentLanguage | null
  /** Tells the device that handed it in from others, the same for all people of one browser; 0 if it is not known */
  device: number
  /** The same for answers that are wrong alike in two questions or more; 0 for others */
  pattern: number
}

/** What the main campaign counts of a module, of attempts on its days alone; null where it counts none */
export type Counted = {
  best: number
  max: number
  passed: boolean
}

export type Summary = {
  resident: UUID
  /** Quizzes and reviews */
  submissions: number
  /** Questions right in the best attempt of each counted module on the days of the main campaign */
  points: number
  /** Counted modules passed on its days */
  passed: number
  modules: {
    module: ContentID
    attempts: number
    best: number
    max: number
    passed: boolean
    passed_at: string | null
    last_at: Time
    counted: Counted | null
  }[]
  /** Questions that were answered wrong and come back, ordered by due, module and question. Wrong: box 1, due the next day. Right on its due day or later: box 2, due in 3 days, then box 3 in 7, box 4 in 21, then it leaves. Right before: nothing. */
  reviews: {
    module: ContentID
    question: ContentID
    box: number
    due: Day
  }[]
}

export type Totals = {
  /** Residents who tried at least one module */
  learners: Count
  /** Residents who passed at least one counted module */
  participants: Count
  /** Residents who passed all counted modules */
  completed: Count
  points: Count
  submissions: Count
  /** Adults on approved rolls; 0 where there is none */
  roll: number
  /** participants / roll, null without a roll or where participants are hidden */
  rate: number | null
  registered: Count
}

/** Null to a manager where it would tell of a group of one to four people */
export type Count = number | null

/** How many residents reached each stage for the first time on that day, and the points gained and the submissions that count on it. The sum of all days up to one is how the place stood at its end */
export type DayTotals = {
  day: Day
  learners: Count
  participants: Count
  completed: Count
  /** Fewer than none where a better attempt had fewer questions */
  points: number | null
  submissions: Count
}

export type ModuleTotals = {
  module: ContentID
  tried: Count
  passed: Count
}

export type VillageProgress = {
  village: Village
  totals: Totals
  /** How many residents are in each status, of those who are counted and, where the list is shown, those on it */
  statuses: {
    not_started: Count
    stuck: Count
    learning: Count
    participating: Count
    completed: Count
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
  lately: Lately
  villages: {
    village: Village
    totals: Totals
    lately: Lately
    /** The newest declaration of its roll, if it waits for approval */
    waiting: Roll | null
    /** Empty where it is ranked in the main campaign */
    state: '' | 'review' | 'excluded'
    /** Those that its results in the main campaign raise, also if somebody has ruled on them */
    flags: Flag[]
  }[]
  /** Villages that are no more */
  closed: {
    id: VillageID
    name: string
    kind: 'thon' | 'buon' | 'to_dan_pho' | 'khu_pho'
    /** The village that it is part of today; null if it was retired */
    into: NamedVillage | null
  }[]
  modules: ModuleTotals[]
  days: DayTotals[]
  as_of: Time
}

export type Week = {
  /** Adults on approved rolls */
  roll: number
  /** participants / roll over the villages that have a roll; null without any */
  rate: number | null
  /** At the end of the week */
  participants: number
  /** At the end of the week */
  completed: number
  /** Residents who tried their first lesson in the week */
  new_learners: number
  new_participants: number
  new_completed: number
  /** That came in the week */
  submissions: number
}

export type WardWeek = {
  ward: Ward
  /** What the main campaign is called */
  campaign: string
  sample: boolean
  /** Monday */
  from: Day
  /** Sunday */
  to: Day
  sum: Week
  villages: {
    village: NamedVillage
    week: Week
  }[]
  as_of: Time
}

export type WardTrends = {
  ward: Ward
  campaign: {
    id: string
    name: string
    sample: boolean
  }
  /** Of the campaign up to today */
  days: Day[]
  villages: {
    village: NamedVillage
    /** It is no more */
    closed: boolean
    /** Participants by the end of each of the days, of those who live there today */
    as_is: number[]
    /** Participants by the end of each of the days, of those who lived there then */
    as_was: number[]
  }[]
  as_of: Time
}

export type Lately = {
  /** Residents who took part in the main campaign for the first time in the last seven days */
  gain: Count
  /** Percent of the roll that had taken part at the end of each of the last 14 days, oldest first, by the people and the roll of today; to a manager as on the boards; empty without a roll */
  trend: number[]
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

export type Import = {
  id: UUID
  /** Name of the officer */
  by: string | null
  at: string
  /** When it can be undone for the last time */
  until: string
  undone: boolean
}

/** A column of a table that was handed in, as it was found */
export type TableColumn = {
  label: string
  /** What it says; null for one that is left out */
  field: string | null
  /** What the first rows say */
  samples: string[]
}

export type TableFault = {
  /** 0 for the whole */
  row: number
  /** Empty for the whole row or table */
  field: string
  code: string
}

export type ImportOutcome = {
  /** Its id; null if nothing was stored */
  import: string | null
  /** Of a CSV */
  encoding: string | null
  /** Their fields are id, name, village, phone, birth_band, account, village_list, statistics and certificate */
  columns: TableColumn[]
  rows: number
  /** People who were added, or would be */
  added: number
  /** The first ten of them */
  first: {
    name: string
    /** Its name */
    village: string
  }[]
  /** Rows about people who are here already */
  known: number
  fault_count: number
  /** The first 200 */
  faults: TableFault[]
}

export type VillageNews = {
  village: VillageID
  /** Its name until now; null for one that is added or dropped */
  before: string | null
  name: string
}

/** What a list of villages did, or would do */
export type VillageOutcome = {
  applied: boolean
  /** Its id; null if nothing was stored */
  import: string | null
  /** Of a CSV */
  encoding: string | null
  columns: TableColumn[]
  rows: number
  added: VillageNews[]
  renamed: VillageNews[]
  /** Rows about villages that stay as they are */
  known: number
  fault_count: number
  /** The first 200 */
  faults: TableFault[]
}

export type VillageImport = {
  id: UUID
  /** Name of the officer */
  by: string | null
  at: string
  /** When it can be undone for the last time */
  until: string
  /** To the end; what was broken off is not */
  undone: boolean
  added: number
  renamed: number
}

/** What undoing a list of villages did, or would do */
export type VillageUndo = {
  dropped: VillageNews[]
  /** With the names that they get back */
  renamed: VillageNews[]
  /** Villages that stay as they are */
  left: {
    village: VillageID
    name: string
    /** `inhabited`: somebody belongs to it; `roll`: a roll was declared; `changed`: merged, split, renamed or dropped since; `name_taken`: another village has its former name */
    why: 'inhabited' | 'roll' | 'changed' | 'name_taken'
  }[]
}

/** CSV in UTF-8 with a byte order mark, or XLSX. The first line says what the table is of and when, the second one names the columns, in Vietnamese. What somebody typed is text; in XLSX counts, shares, days and times are numbers. */
export type TableFormat = 'csv' | 'xlsx'

/** Attempts at counted modules, and those of them that somebody else than the resident handed in */
export type Work = {
  attempts: Count
  assisted: Count
}

export type PlaceInsight = {
  /** Code of a ward or id of a village */
  id: string
  name: string
  kind: string
  /** Of a ward */
  villages: number
  /** Of a village; empty without one */
  band: string
  /** Participation to reach, percent; 0 for none */
  target: number
  /** Participants of the last seven days */
  gain: Count
  totals: Totals
  work: Work
}

export type Reached = {
  campaign: string
  ward: string | null
  /** Of the villages with a roll */
  roll: number
  rate: number | null
  learners: Count
  participants: Count
  completed: Count
  settled_at: Time
}

export type Insights = {
  campaign: string
  ward: Ward | null
  /** Percent of the roll; 0 for none */
  targets: {
    participation: number
    completion: number
  }
  totals: Totals
  gain: Count
  work: Work
  places: PlaceInsight[]
  /** How many villages have which participation rate */
  spread: {
    no_roll: number
    /** Nobody participates */
    none: number
    /** So few participate that their rate is not told */
    few: number
    /** Of the others, from 0 to below 10 percent and so on; the last one is open */
    tenths: number[]
  }
  bands: {
    band: string
    villages: number
    roll: number
    participants: Count
  }[]
  modules: ModuleTotals[]
  days: DayTotals[]
  /** Participants by the end of each day on which something changed. Those of days that are not told are added five at a time, so up to four may be missing */
  running: {
    day: Day
    participants: number
  }[]
  /** Hours of the week in which submissions count, of whatever campaign; none where fewer than five people learnt */
  hours: {
    /** 1 is Monday */
    weekday: number
    hour: number
    submissions: Count
  }[]
  /** How people answered the questions of a version of a module, in one language, the first time that they tried it, of whatever campaign */
  quizzes: {
    module: ContentID
    version: number
    /** In which it was read; null where the phone did not say */
    language: ContentLanguage | null
    /** Who were asked all of its questions */
    people: Count
    /** Those that somebody answered wrong */
    questions: {
      question: ContentID
      wrong: Count
    }[]
  }[]
  as_of: Time
}

export type MovedPlace = {
  id: string
  name: string
  /** Name of a village's ward */
  ward?: string
  /** Its rank now; 0 for none */
  was: number
  /** Its rank by the changed rules; 0 for none */
  rank: number
}

export type BoardPreview = {
  board: string
  measure: string
  /** Places that are ranked now */
  before: number
  /** Places that would be */
  after: number
  /** Places whose rank would be another, those that come or go among them */
  moved: number
  /** The ten who would stand first */
  top: MovedPlace[]
  /** The ten who would move furthest */
  movers: MovedPlace[]
}

export type RollVersion = {
  version: number
  adults: number
  day: Day
  at: Time
  approved_at: Time | null
  /** When its file was undone before anybody approved it */
  withdrawn_at: Time | null
}

export type WardRolls = {
  next: null
  items: {
    village: {
      id: VillageID
      name: string
    }
    approved: RollVersion | null
    /** The newest version that was not withdrawn, if it waits for approval */
    declared: RollVersion | null
    versions: RollVersion[]
  }[]
}

export type RollChange = {
  village: VillageID
  name: string
  before: number | null
  after: number
}

export type RollFault = {
  /** Of the file or list; 0 for the whole */
  row: number
  /** Of the file; empty for a list, and for the whole row */
  field: string
  /** Id, or as it was written; for a formula its cell */
  village: string
  code: 'bad_number' | 'zero' | 'negative' | 'too_many' | 'unknown_village' | 'other_ward' | 'twice' | 'closed' | 'day_in_future' | 'formula' | 'not_utf8' | 'no_columns' | 'nobody' | 'letters_lost' | 'protected' | 'not_readable' | 'too_many_rows' | 'encoding_unknown' | 'old_excel' | 'open_document' | 'macros' | 'unpacks_too_large' | 'too_many_columns'
}

export type RollOutcome = {
  applied: boolean
  changes: RollChange[]
  faults: RollFault[]
}

/** RollOutcome of a file, and how the file was read */
export type RollFileOutcome = {
  applied: boolean
  /** Its id; null if nothing was stored */
  import: string | null
  changes: RollChange[]
  faults: RollFault[]
  /** Of a CSV */
  encoding: string | null
  columns: TableColumn[]
  fault_count: number
}

export type RollImport = {
  id: UUID
  /** Name of the officer */
  by: string | null
  at: string
  /** When it can be undone for the last time */
  until: string
  /** To the end; what was broken off is not */
  undone: boolean
  /** Villages */
  declared: number
}

/** What undoing a file of rolls did, or would do */
export type RollUndo = {
  withdrawn: {
    village: VillageID
    name: string
    version: number
    adults: number
  }[]
  /** Villages whose rolls stay as they are */
  left: {
    village: VillageID
    name: string
    /** `approved`: the roll counts; `changed`: another one was declared since, or the village was merged or dropped */
    why: 'approved' | 'changed'
  }[]
}

export type CampaignRules = {
  id?: string
  /** From 1 */
  version?: number
  name?: string
  ward?: WardCode
  first_day?: Day
  last_day?: Day
  /** The counted modules */
  modules?: ContentID[]
  /** Demo mode; everything shown is sample data */
  sample?: boolean
  /** Whether one may register without a join code */
  open_registration?: boolean
  /** Whether people whom nobody has confirmed count too */
  count_unconfirmed?: boolean
  /** What boards rank by; missing: all */
  measures?: Measure[]
  /** Sizes of villages that race each other; missing: all race all */
  bands?: Band[]
  /** Shares of the roll that should reach a stage, in percent */
  targets?: {
    participation?: number
    completion?: number
    /** Participation of single wards and villages */
    places?: Record<string, number>
  }
  /** Percent of the questions right that passes a module; missing for what each module asks for */
  pass_mark?: number
  /** Fewer adults are not ranked */
  min_roll?: number
  /** Fewer people are neither ranked nor shown */
  min_learners?: number
  /** For how long after the last day what was finished in time counts; 12 or more, also where it is missing */
  grace_hours?: number
  review_days?: number
  /** From when on a village's results are looked at before they are ranked */
  flags?: {
    people_per_device?: number
    seconds_per_question?: number
    quick_share?: number
    alike_people?: number
    last_day_share?: number
    assisted_share?: number
    min_attempts?: number
  }
}

/** What is not asked for is missing. */
export type Campaign = {
  id: string
  /** From 1 */
  version?: number
  name: string
  ward?: WardCode
  first_day: Day
  last_day: Day
  /** The counted modules */
  modules: ContentID[]
  /** Demo mode; everything shown is sample data */
  sample?: boolean
  /** Whether one may register without a join code */
  open_registration?: boolean
  /** Whether people whom nobody has confirmed count too */
  count_unconfirmed?: boolean
  /** What boards rank by; missing: all */
  measures?: Measure[]
  /** Sizes of villages that race each other; missing: all race all */
  bands?: Band[]
  /** Shares of the roll that should reach a stage, in percent */
  targets?: {
    participation?: number
    completion?: number
    /** Participation of single wards and villages */
    places?: Record<string, number>
  }
  /** Percent of the questions right that passes a module; missing for what each module asks for */
  pass_mark?: number
  /** Fewer adults are not ranked */
  min_roll?: number
  /** Fewer people are neither ranked nor shown */
  min_learners?: number
  /** For how long after the last day what was finished in time counts; 12 or more, also where it is missing */
  grace_hours?: number
  review_days?: number
  /** From when on a village's results are looked at before they are ranked */
  flags?: {
    people_per_device?: number
    seconds_per_question?: number
    quick_share?: number
    alike_people?: number
    last_day_share?: number
    assisted_share?: number
    min_attempts?: number
  }
  stage: Stage
  /** The province's main one now */
  main: boolean
  grace_ends: Time
  review_ends: Time
  settled_at: string | null
  /** The settlement's */
  hash: string | null
}

export type Settlement = {
  campaign: CampaignRules
  /** The version of the rules of ranking */
  rules: number
  day: Day
  at: Time
  /** What places were called */
  names: Record<string, undefined>[]
  /** What places had reached; numbers of too few people are missing */
  rows: Record<string, undefined>[]
  boards: Record<string, undefined>[]
  hash: string
}

export type Board = {
  board: string
  /** The campaign's id */
  campaign: string
  measure: Measure
  window: Window
  /** Missing for all sizes */
  band?: string
  stage: Stage
  as_of: Time
  /** The boards cannot be read just now */
  stale: boolean
  /** Ranked places */
  total: number
  /** How many places are not ranked, by reason */
  apart: Record<string, number>
  items: {
    /** Equal values share a rank: 1, 2, 2, 4; 0 for a place that is not ranked */
    rank: number
    id: string
    name: string
    /** Of a village: its ward's name */
    ward?: string
    /** On a frozen board, which keeps names and figures as they were: the village that this one was merged into since */
    now?: string
    /** A share of the roll, or points; null for a place that is not ranked */
    value: number | null
    /** The residents that the measure counts in its window, of points those who passed a counted module in it; null where they are so few that they could be known, and by gain of who is not ranked on a frozen board, which does not keep it */
    done: number | null
    /** Adults; of a ward, in its villages that have a roll; 0: none */
    roll: number
    /** The day of the roll */
    roll_day: string | null
    /** Raised by each new roll */
    roll_version: number
    /** Of a village: the band that it is in */
    band?: string
    /** Ranks won since the end of yesterday */
    change: number | null
    /** How many people more reach the next better rank; null for the first, by points, where its roll has not so many, and where nobody can come any more: in windows that are over, and from the stage `review` on */
    missing: number | null
    /** Percent of the roll that had taken part at the end of each of the last 14 days, oldest first; 0 while they were fewer than `min_learners`, and as on the day after where fewer than that have come since; empty without a roll or where it is hidden */
    trend: number[]
    reason?: Apart
    as_of: Time
  }[]
  next: Next
}

/** Body of POST /auth/login */
export type LoginBody = {
  phone: string
  pin?: string
  /** A device code */
  code?: string
  password?: string
  /** Six digits of the authenticator app, or a recovery code */
  totp?: string
}

/** Body of PATCH /me */
export type PatchMeBody = {
  name?: string
  language?: Language
  consent?: Consent
  /** The text that was shown; 409 `consent_outdated` if it is no longer the one that holds, unless nothing is switched on */
  consent_version?: string
  /** The card signs in with the PIN only */
  card_pin?: boolean
  birth_band?: BirthBand
}

/** Query of GET /me/export */
export type ExportMeQuery = {
  format?: 'json' | 'html'
}

/** Answer of GET /me/export */
export type ExportMeAnswer = {
  person: Person
  created_at: Time
  /** Oldest first */
  consents: ConsentRecord[]
  devices: Device[]
  /** Cards and codes without their secrets */
  passes: Pass[]
  children: Child[]
  requests: Request[]
  certificates: Certificate[]
  summary: Summary
  submissions: StoredSubmission[]
  /** What the village's team noted of the person, at sessions and on visits, oldest first */
  fieldwork: {
    kind: FieldEventKind
    at: Time
    received_at: Time
    village: VillageID
    /** Its day and part of the day, as in `2026-12-01 evening` */
    session: string | null
    outcome: VisitOutcome | null
  }[]
}

/** Query of GET /courses */
export type ListCoursesQuery = {
  lang?: ContentLanguage
}

/** Answer of GET /courses */
export type ListCoursesAnswer = {
  items: Course[]
  next: null
}

/** Query of GET /courses/{course} */
export type GetCourseQuery = {
  lang?: ContentLanguage
}

/** Query of GET /modules/{module} */
export type GetModuleQuery = {
  lang?: ContentLanguage
}

/** Body of POST /submissions/batch */
export type SubmitBatchBody = {
  submissions: Submission[]
}

/** Answer of POST /submissions/batch */
export type SubmitBatchAnswer = {
  results: {
    /** The id as sent, of one that is no UUID the beginning */
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

/** Body of POST /wards/{code}/villages */
export type AddVillageBody = {
  /** With its kind, as the village calls itself; at most 80 letters */
  name: string
  kind: 'thon' | 'buon' | 'to_dan_pho' | 'khu_pho'
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

/** Body of PATCH /villages/{id} */
export type RenameVillageBody = {
  name: string
}

/** Body of POST /villages/{id}/merge */
export type MergeVillageBody = {
  into: VillageID
}

/** Answer of POST /villages/{id}/merge */
export type MergeVillageAnswer = {
  village: Village
  moved: number
}

/** Body of POST /villages/{id}/split */
export type SplitVillageBody = {
  name: string
  kind: 'thon' | 'buon' | 'to_dan_pho' | 'khu_pho'
  residents: UUID[]
  /** How many adults of the roll are of the new village; without it both stand without a roll until the ward declares theirs */
  adults?: number
}

/** Answer of POST /villages/{id}/split */
export type SplitVillageAnswer = {
  village: Village
  split_off: Village
  moved: number
}

/** Query of GET /villages/{id}/progress */
export type GetVillageProgressQuery = {
  limit?: number
  after?: string
  status?: ResidentStatus
}

/** Body of POST /wards/{code}/rolls */
export type DeclareRollsBody = {
  day: Day
  /** Only say what would change */
  dry_run?: boolean
  rolls: {
    /** Id, or name in the ward */
    village: string
    /** A whole number from 1; anything else is a fault of its row */
    adults: undefined
  }[]
}

/** Query of POST /wards/{code}/villages/file */
export type ImportVillagesQuery = {
  dry_run?: boolean
  encoding?: 'utf-8' | 'utf-16' | 'windows-1258' | 'tcvn3'
  columns?: string
}

/** Answer of GET /wards/{code}/villages/imports */
export type ListVillageImportsAnswer = {
  items: VillageImport[]
  next: null
}

/** Query of POST /wards/{code}/villages/imports/{import}/undo */
export type UndoVillageImportQuery = {
  dry_run?: boolean
}

/** Query of POST /wards/{code}/rolls/file */
export type DeclareRollFileQuery = {
  day: Day
  dry_run?: boolean
  encoding?: 'utf-8' | 'utf-16' | 'windows-1258' | 'tcvn3'
  columns?: string
}

/** Answer of GET /wards/{code}/rolls/imports */
export type ListRollImportsAnswer = {
  items: RollImport[]
  next: null
}

/** Query of POST /wards/{code}/rolls/imports/{import}/undo */
export type UndoRollImportQuery = {
  dry_run?: boolean
}

/** Body of POST /wards/{code}/rolls/approve */
export type ApproveRollsBody = {
  rolls: {
    village: string
    version: number
  }[]
}

/** Query of GET /wards/{code}/week */
export type GetWardWeekQuery = {
  day?: Day
}

/** Query of GET /wards/{code}/trends */
export type GetWardTrendsQuery = {
  campaign?: string
}

/** Query of GET /province/insights */
export type GetInsightsQuery = {
  ward?: string
  campaign?: string
}

/** Query of GET /province/insights/export */
export type ExportInsightsQuery = {
  view: 'targets' | 'trends' | 'spread' | 'sizes' | 'places' | 'map' | 'hours' | 'lessons' | 'questions' | 'work' | 'compare' | 'compare_days'
  ward?: string
  campaign?: string
  range?: 'all' | 'recent'
  by?: 'wards' | 'campaigns'
  a?: string
  b?: string
  format: TableFormat
}

/** Query of GET /province/insights/settled/{campaign} */
export type GetReachedQuery = {
  ward?: string
}

/** Answer of GET /campaigns */
export type ListCampaignsAnswer = {
  items: Campaign[]
  next: null
}

/** Body of POST /campaigns */
export type PutCampaignBody = {
  /** Only look */
  dry_run?: boolean
}

/** Answer of POST /campaigns */
export type PutCampaignAnswer = {
  campaign?: Campaign
  faults?: {
    field: string
    code: string
  }[]
}

/** Answer of POST /campaigns/preview */
export type PreviewCampaignAnswer = {
  boards?: BoardPreview[]
  faults?: {
    field: string
    code: string
  }[]
}

/** Answer of GET /campaigns/{campaign}/versions */
export type ListCampaignVersionsAnswer = {
  items: Campaign[]
  next: null
}

/** Answer of GET /boards */
export type ListBoardsAnswer = {
  items: {
    board: string
    /** What the campaign ranks by; the first is the default */
    measures: Measure[]
    windows: Window[]
    /** Sizes of villages that race each other */
    bands: Band[]
  }[]
  next: null
}

/** Query of GET /boards/wards */
export type GetWardsBoardQuery = {
  campaign?: string
  measure?: Measure
  window?: Window
  list?: 'ranked' | 'apart'
  limit?: number
  after?: string
  around?: string
}

/** Query of GET /boards/villages */
export type GetVillagesBoardQuery = {
  campaign?: string
  measure?: Measure
  window?: Window
  band?: string
  list?: 'ranked' | 'apart'
  limit?: number
  after?: string
  around?: string
}

/** Query of GET /boards/wards/{code}/villages */
export type GetWardVillagesBoardQuery = {
  campaign?: string
  measure?: Measure
  window?: Window
  band?: string
  list?: 'ranked' | 'apart'
  limit?: number
  after?: string
  around?: string
}

/** Query of GET /boards/wards/stream */
export type StreamWardsBoardQuery = {
  campaign?: string
  measure?: Measure
  window?: Window
}

/** Query of GET /boards/villages/stream */
export type StreamVillagesBoardQuery = {
  campaign?: string
  measure?: Measure
  window?: Window
  band?: string
}

/** Query of GET /boards/wards/{code}/villages/stream */
export type StreamWardVillagesBoardQuery = {
  campaign?: string
  measure?: Measure
  window?: Window
  band?: string
}

/** Query of GET /boards/villages/{id}/share.svg */
export type GetVillageShareQuery = {
  campaign?: string
  measure?: Measure
  window?: Window
  band?: string
}

/** Answer of GET /me/certificates */
export type ListMyCertificatesAnswer = {
  items: Certificate[]
  campaigns: Certifiable[]
}

/** Body of POST /me/certificates */
export type MakeCertificateBody = {
  campaign: string
  /** As it shall stand on the paper; the account's without */
  name?: string
  shown: CertificateShown
}

/** Body of POST /auth/join */
export type LookUpJoinCodeBody = {
  /** As printed; case, spaces and dashes do not matter */
  code: string
}

/** Answer of POST /auth/join */
export type LookUpJoinCodeAnswer = {
  village: Village
  ward: Ward
  expires_at: Time
}

/** Body of POST /auth/profile */
export type LoginProfileBody = {
  person: UUID
  pin: string
}

/** Body of POST /auth/card */
export type LoginCardBody = {
  /** What the address in the QR code ends with */
  token: string
  pin?: string
}

/** Body of POST /auth/recover */
export type RecoverBody = {
  phone: string
  code: string
  pin: string
}

/** Body of POST /auth/totp */
export type BeginTotpBody = {
  phone: string
  password: string
}

/** Body of POST /auth/totp/confirm */
export type ConfirmTotpBody = {
  phone: string
  password: string
  totp: string
}

/** Body of POST /auth/confirm */
export type ConfirmLoginBody = {
  password: string
  /** Six digits of the authenticator app, or a recovery code */
  totp?: string
}

/** Query of GET /auth/oidc */
export type BeginOidcQuery = {
  back?: string
}

/** Query of GET /auth/oidc/callback */
export type FinishOidcQuery = {
  state?: string
  code?: string
  error?: string
}

/** Body of PUT /me/secret */
export type ChangeSecretBody = {
  /** Left out by who has none yet */
  current?: string
  new: string
}

/** Answer of GET /me/devices */
export type ListDevicesAnswer = {
  items: Device[]
  next: null
}

/** Body of POST /me/join */
export type JoinVillageBody = {
  code: string
}

/** Answer of GET /me/children */
export type ListChildrenAnswer = {
  items: Child[]
  next: null
}

/** Body of POST /me/children */
export type AddChildBody = {
  name: string
  consent: {
    /** The parent agrees to the account */
    guardian: boolean
    /** The child, if seven or older, agrees too */
    child: boolean
  }
}

/** Answer of GET /me/requests */
export type ListMyRequestsAnswer = {
  items: Request[]
  next: null
}

/** Body of POST /me/requests */
export type MakeRequestBody = {
  kind: RequestKind
  text?: string
}

/** Query of GET /villages/{id}/residents */
export type ListAccountsQuery = {
  limit?: number
  after?: string
}

/** Answer of GET /villages/{id}/residents */
export type ListAccountsAnswer = {
  items: ListedAccount[]
  next: Next
}

/** Body of POST /villages/{id}/residents */
export type EnrolBody = {
  /** Chosen by the phone, a UUID of version 4; the server chooses without */
  id?: UUID
  name: string
  phone?: string
  pin?: string
  birth_band?: BirthBand
  language?: Language
  consent: Consent
  /** The text that was shown; 409 `consent_outdated` if it is no longer the one that holds */
  consent_version?: string
}

/** Body of POST /villages/{id}/residents/export */
export type ExportAccountsBody = {
  format: TableFormat
  /** How they sign in, how far they are, or who came to which session */
  table?: 'accounts' | 'progress' | 'sessions'
}

/** Query of GET /province/export */
export type ExportProvinceQuery = {
  table: 'wards' | 'villages' | 'days' | 'modules'
  format: TableFormat
}

/** Query of GET /wards/{code}/export */
export type ExportWardQuery = {
  table: 'villages' | 'days' | 'modules' | 'rolls' | 'desk' | 'week' | 'reviews' | 'closed' | 'trends'
  campaign?: string
  format: TableFormat
}

/** Query of GET /villages/{id}/export */
export type ExportVillageQuery = {
  table: 'statuses' | 'days' | 'modules' | 'sessions'
  format: TableFormat
}

/** Body of POST /wards/{code}/residents/export */
export type ExportWardResidentsBody = {
  format: TableFormat
}

/** Answer of GET /wards/{code}/imports */
export type ListImportsAnswer = {
  items: Import[]
  next: null
}

/** Query of POST /wards/{code}/imports/check */
export type CheckImportQuery = {
  encoding?: 'utf-8' | 'utf-16' | 'windows-1258' | 'tcvn3'
  columns?: string
}

/** Query of POST /wards/{code}/imports/people */
export type ImportPeopleQuery = {
  agreed: boolean
  encoding?: 'utf-8' | 'utf-16' | 'windows-1258' | 'tcvn3'
  columns?: string
}

/** Answer of GET /villages/{id}/duplicates */
export type ListDuplicatesAnswer = {
  items: {
    accounts: ListedAccount[]
  }[]
  next: null
}

/** Body of POST /villages/{id}/residents/merge */
export type MergeResidentsBody = {
  keep: UUID
  drop: UUID
}

/** Body of PATCH /villages/{id}/residents/{person} */
export type EditResidentBody = {
  name?: string
  birth_band?: BirthBand
  /** Empty for none */
  phone?: string
}

/** Body of POST /villages/{id}/residents/{person}/move */
export type MoveResidentBody = {
  village: VillageID
}

/** Answer of POST /villages/{id}/residents/{person}/move */
export type MoveResidentAnswer = {
  village: Village
  /** Who moved, with children under the account */
  people: number
}

/** Query of GET /villages/{id}/residents/{person}/history */
export type ResidentHistoryQuery = {
  limit?: number
  after?: string
}

/** Answer of GET /villages/{id}/residents/{person}/history */
export type ResidentHistoryAnswer = {
  items: HistoryEntry[]
  next: Next
}

/** Body of POST /villages/{id}/cards */
export type IssueCardsBody = {
  residents: UUID[]
}

/** Answer of POST /villages/{id}/cards */
export type IssueCardsAnswer = {
  items: Card[]
  next: null
}

/** Body of POST /villages/{id}/codes */
export type IssueCodeBody = {
  resident: UUID
  kind: 'device' | 'recovery'
}

/** Answer of GET /villages/{id}/join-codes */
export type ListJoinCodesAnswer = {
  items: JoinCode[]
  next: null
}

/** Body of POST /villages/{id}/join-codes */
export type IssueJoinCodeBody = {
  hours: number
  uses: number
}

/** Answer of GET /appointments */
export type ListAppointmentsAnswer = {
  items: StaffMember[]
  next: null
}

/** Body of POST /appointments */
export type AppointBody = {
  /** An account of staff that exists */
  person?: UUID
  name?: string
  phone?: string
  role: Role
  village?: VillageID
  ward?: WardCode
  from?: Time
  until?: Time
}

/** Body of POST /appointments/end */
export type EndAppointmentBody = {
  person: UUID
  role: Role
  village?: VillageID
  ward?: WardCode
}

/** Body of POST /appointments/reset */
export type ResetStaffBody = {
  person: UUID
}

/** Answer of POST /appointments/reset */
export type ResetStaffAnswer = {
  secret: string
}

/** Body of POST /appointments/export */
export type ExportAppointmentsBody = {
  format: TableFormat
  role: 'coordinator' | 'officer' | 'manager'
  /** Coordinators are asked for ward by ward; officers of all wards without */
  ward?: WardCode
}

/** Query of GET /requests */
export type ListRequestsQuery = {
  status?: 'open' | 'finished'
}

/** Answer of GET /requests */
export type ListRequestsAnswer = {
  items: Request[]
  next: null
}

/** Body of POST /requests/export */
export type ExportRequestsBody = {
  format: TableFormat
  ward: WardCode
  status?: 'open' | 'finished'
}

/** Body of PATCH /requests/{request} */
export type HandleRequestBody = {
  status: 'answered' | 'finished'
  note: string
}

/** Query of GET /audit */
export type ListAuditQuery = {
  ward?: WardCode
  limit?: number
  after?: string
}

/** Answer of GET /audit */
export type ListAuditAnswer = {
  items: AuditEntry[]
  next: Next
}

/** Body of POST /audit/export */
export type ExportAuditBody = {
  format: TableFormat
  ward?: WardCode
}

/** Query of GET /reviews */
export type ListReviewsQuery = {
  campaign?: string
  ward?: WardCode
}

/** Answer of GET /reviews */
export type ListReviewsAnswer = {
  items: VillageReview[]
  next: null
}

/** Body of POST /reviews */
export type RuleOnVillageBody = {
  campaign: string
  village: VillageID
  decision: 'clear' | 'exclude'
  /** Why; without names of people */
  note: string
}

/** Body of POST /villages/{id}/fieldwork */
export type SendFieldworkBody = {
  events: FieldEvent[]
}

/** Answer of POST /villages/{id}/fieldwork */
export type SendFieldworkAnswer = {
  results: {
    /** The id as sent, of one that is no UUID the beginning */
    id: string
    /** 201, 200 for a repeat, 400, 403, 409, 422 or 503 */
    status: number
    problem?: Problem
  }[]
}

/** Query of GET /villages/{id}/sessions */
export type ListSessionsQuery = {
  limit?: number
  after?: string
}

/** Answer of GET /villages/{id}/sessions */
export type ListSessionsAnswer = {
  items: Session[]
  next: Next
}

/** Query of GET /villages/{id}/visits */
export type ListVisitsQuery = {
  limit?: number
}
