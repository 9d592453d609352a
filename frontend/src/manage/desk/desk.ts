/** The pages of an officer's desk, as one file: whoever opens one goes on to the next. */

export { default as OwnWard } from '../OwnWard'
export { default as ReportPage } from '../report/ReportPage'
export { default as VillagesPage } from '../villages/VillagesPage'
export { default as AuditPage } from './AuditPage'
export { default as OfficersPage } from './OfficersPage'
export { default as RequestsPage } from './RequestsPage'
export { default as WardStaffPage } from './WardStaffPage'
