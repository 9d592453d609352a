import type { ComponentType } from 'preact'
import { useRoute } from 'preact-iso'
import { NotFound } from '../../app/closed'
import ReportPage from '../report/ReportPage'
import TrendsPage from '../trends/TrendsPage'
import VillagesPage from '../villages/VillagesPage'
import AuditPage from './AuditPage'
import RequestsPage from './RequestsPage'
import WardStaffPage from './WardStaffPage'

const pages: Record<string, ComponentType> = {
  staff: WardStaffPage,
  requests: RequestsPage,
  audit: AuditPage,
  villages: VillagesPage,
  report: ReportPage,
  trends: TrendsPage,
}

/** `/ward/24163/staff` and the others that an officer's desk has about a ward. */
export default function WardDesk() {
  const Desk = pages[useRoute().params.desk ?? ''] ?? NotFound
  return <Desk />
}
