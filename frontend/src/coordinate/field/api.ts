import { call } from '../../api/client'
import type * as s from '../../api/schema'

const get = <T>(path: string) => call<T>('GET', path)

/** The operations of a helper's evening and visits. What the outbox sends carries nobody else's token than its owner's. */
export const fieldApi = {
  roster: (village: s.VillageID) => get<s.Roster>(`/villages/${village}/roster`),
  visits: (village: s.VillageID, query?: s.ListVisitsQuery) =>
    call<s.Visits>('GET', `/villages/${village}/visits`, { query }),
  sessions: (village: s.VillageID, query?: s.ListSessionsQuery) =>
    call<s.ListSessionsAnswer>('GET', `/villages/${village}/sessions`, { query }),
  session: (village: s.VillageID, id: s.UUID) => get<s.SessionResults>(`/villages/${village}/sessions/${id}`),
  enrol: (village: s.VillageID, body: s.EnrolBody, owner: s.UUID) =>
    call<s.Account>('POST', `/villages/${village}/residents`, { body, owner }),
  log: (village: s.VillageID, events: s.FieldEvent[], owner: s.UUID) =>
    call<s.SendFieldworkAnswer>('POST', `/villages/${village}/fieldwork`, { body: { events }, owner }),
}
