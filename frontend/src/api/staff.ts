import { call } from './client'
import type * as s from './schema'

const get = <T>(path: string, query?: object) => call<T>('GET', path, { query })

/** The operations that only the pages of staff use, apart so that learners do not fetch them. */
export const staffApi = {
  confirmLogin: (body: s.ConfirmLoginBody) => call<s.Login>('POST', '/auth/confirm', { body }),

  accounts: (village: s.VillageID, query?: s.ListAccountsQuery) =>
    get<s.ListAccountsAnswer>(`/villages/${village}/residents`, query),
  enrol: (village: s.VillageID, body: s.EnrolBody) =>
    call<s.Account>('POST', `/villages/${village}/residents`, { body }),
  confirmResident: (village: s.VillageID, person: s.UUID) =>
    call<s.Account>('POST', `/villages/${village}/residents/${person}/confirm`),
  resident: (village: s.VillageID, person: s.UUID) => get<s.ListedAccount>(`/villages/${village}/residents/${person}`),
  duplicates: (village: s.VillageID) => get<s.ListDuplicatesAnswer>(`/villages/${village}/duplicates`),
  mergeResidents: (village: s.VillageID, body: s.MergeResidentsBody) =>
    call<s.Account>('POST', `/villages/${village}/residents/merge`, { body }),
  editResident: (village: s.VillageID, person: s.UUID, body: s.EditResidentBody) =>
    call<s.Account>('PATCH', `/villages/${village}/residents/${person}`, { body }),
  moveResident: (village: s.VillageID, person: s.UUID, into: s.VillageID) =>
    call<s.MoveResidentAnswer>('POST', `/villages/${village}/residents/${person}/move`, { body: { village: into } }),
  residentHistory: (village: s.VillageID, person: s.UUID, query?: s.ResidentHistoryQuery) =>
    get<s.ResidentHistoryAnswer>(`/villages/${village}/residents/${person}/history`, query),
  residentFieldwork: (village: s.VillageID, person: s.UUID) =>
    get<s.Encounters>(`/villages/${village}/residents/${person}/fieldwork`),
  issueCards: (village: s.VillageID, residents: s.UUID[]) =>
    call<s.IssueCardsAnswer>('POST', `/villages/${village}/cards`, { body: { residents } }),
  revokeCard: (village: s.VillageID, person: s.UUID) => call<void>('DELETE', `/villages/${village}/cards/${person}`),
  issueCode: (village: s.VillageID, body: s.IssueCodeBody) =>
    call<s.OneTimeCode>('POST', `/villages/${village}/codes`, { body }),
  joinCodes: (village: s.VillageID) => get<s.ListJoinCodesAnswer>(`/villages/${village}/join-codes`),
  issueJoinCode: (village: s.VillageID, body: s.IssueJoinCodeBody) =>
    call<s.NewJoinCode>('POST', `/villages/${village}/join-codes`, { body }),
  revokeJoinCode: (village: s.VillageID, id: s.UUID) => call<void>('DELETE', `/villages/${village}/join-codes/${id}`),

  appointments: () => get<s.ListAppointmentsAnswer>('/appointments'),
  appoint: (body: s.AppointBody) => call<s.Appointed>('POST', '/appointments', { body }),
  endAppointment: (body: s.EndAppointmentBody) => call<void>('POST', '/appointments/end', { body }),
  resetStaff: (person: s.UUID) => call<s.ResetStaffAnswer>('POST', '/appointments/reset', { body: { person } }),
  requests: (query?: s.ListRequestsQuery) => get<s.ListRequestsAnswer>('/requests', query),
  handleRequest: (id: s.UUID, body: s.HandleRequestBody) => call<s.Request>('PATCH', `/requests/${id}`, { body }),
  audit: (query?: s.ListAuditQuery) => get<s.ListAuditAnswer>('/audit', query),

  villageProgress: (id: s.VillageID, query?: s.GetVillageProgressQuery) =>
    get<s.VillageProgress>(`/villages/${id}/progress`, query),
  wardWeek: (code: s.WardCode, query?: s.GetWardWeekQuery) => get<s.WardWeek>(`/wards/${code}/week`, query),
  wardTrends: (code: s.WardCode, query?: s.GetWardTrendsQuery) => get<s.WardTrends>(`/wards/${code}/trends`, query),
  addVillage: (code: s.WardCode, body: s.AddVillageBody) =>
    call<s.Village>('POST', `/wards/${code}/villages`, { body }),
  renameVillage: (id: s.VillageID, name: string) => call<s.Village>('PATCH', `/villages/${id}`, { body: { name } }),
  mergeVillage: (id: s.VillageID, into: s.VillageID) =>
    call<s.MergeVillageAnswer>('POST', `/villages/${id}/merge`, { body: { into } }),
  splitVillage: (id: s.VillageID, body: s.SplitVillageBody) =>
    call<s.SplitVillageAnswer>('POST', `/villages/${id}/split`, { body }),
  retireVillage: (id: s.VillageID) => call<void>('POST', `/villages/${id}/retire`),
  wardProgress: (code: s.WardCode) => get<s.WardProgress>(`/wards/${code}/progress`),
  provinceProgress: () => get<s.ProvinceProgress>('/province/progress'),
}
