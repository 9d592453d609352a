import { type Call, call } from './client'
import type * as s from './schema'

type Signal = Pick<Call, 'signal'>

const get = <T>(path: string, query?: object, options: Signal = {}) => call<T>('GET', path, { query, ...options })
const open = <T>(path: string, query?: object, options: Signal = {}) =>
  call<T>('GET', path, { query, open: true, ...options })

export type PlaceHit = s.SearchPlacesAnswer['items'][number]
export type ModuleHead = s.Course['modules'][number]

/** The operations that learners need all the time, with the types of api/openapi.yaml. */
export const api = {
  register: (body: s.Registration) => call<s.Login>('POST', '/auth/register', { body, open: true }),
  login: (body: s.LoginBody) => call<s.Login>('POST', '/auth/login', { body, open: true }),
  logout: () => call<void>('POST', '/auth/logout', { open: true }),
  me: () => get<s.Person>('/me'),
  changeMe: (body: s.PatchMeBody) => call<s.Person>('PATCH', '/me', { body }),
  myProgress: () => get<s.Summary>('/me/progress'),
  courses: (lang: s.Language, options?: Signal) => open<s.ListCoursesAnswer>('/courses', { lang }, options),
  course: (id: s.ContentID, lang: s.Language, options?: Signal) => open<s.Course>(`/courses/${id}`, { lang }, options),
  module: (id: s.ContentID, lang: s.ContentLanguage, options?: Signal) =>
    open<s.Module>(`/modules/${id}`, { lang }, options),

  submitBatch: (submissions: s.Submission[], owner?: s.UUID) =>
    call<s.SubmitBatchAnswer>('POST', '/submissions/batch', { body: { submissions }, owner }),

  wards: (query?: s.ListWardsQuery) => open<s.ListWardsAnswer>('/wards', query),
  ward: (code: s.WardCode) => open<s.Ward>(`/wards/${code}`),
  villages: (ward: s.WardCode, query?: s.ListVillagesQuery) =>
    open<s.ListVillagesAnswer>(`/wards/${ward}/villages`, query),
  village: (id: s.VillageID) => open<s.Village>(`/villages/${id}`),
  places: (query: s.SearchPlacesQuery, options?: Signal) => open<s.SearchPlacesAnswer>('/places', query, options),

  campaigns: () => open<s.ListCampaignsAnswer>('/campaigns'),
  boards: () => open<s.ListBoardsAnswer>('/boards'),
  wardsBoard: (query?: s.GetWardsBoardQuery, options?: Signal) => open<s.Board>('/boards/wards', query, options),
  villagesBoard: (query?: s.GetVillagesBoardQuery, options?: Signal) =>
    open<s.Board>('/boards/villages', query, options),
  wardVillagesBoard: (ward: s.WardCode, query?: s.GetWardVillagesBoardQuery, options?: Signal) =>
    open<s.Board>(`/boards/wards/${ward}/villages`, query, options),
}
