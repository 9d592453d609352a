import type { TableKey } from './Downloads'

interface Asked {
  path: string
  body: object
}

/** Tables that name people ask for the password again, and are asked for with what no address shows; null for all others. */
export function naming(table: TableKey, path: string, place?: string): Asked | null {
  const ward = place && { ward: place }
  switch (table) {
    case 'attendance':
      return { path: `${path}/residents/export`, body: { table: 'sessions' } }
    case 'residents':
      // A village has several lists of its residents; `progress` says how far they are.
      return { path: `${path}/residents/export`, body: path.startsWith('/villages/') ? { table: 'progress' } : {} }
    case 'requests':
      return { path: '/requests/export', body: { ...ward, status: 'open' } }
    case 'finished':
      return { path: '/requests/export', body: { ...ward, status: 'finished' } }
    case 'team':
      return { path: '/appointments/export', body: { ...ward, role: 'coordinator' } }
    case 'officers':
      return { path: '/appointments/export', body: { role: 'officer' } }
    case 'log':
      return { path: '/audit/export', body: { ...ward } }
  }
  return null
}

/** Of these only who agreed is listed. */
export const agreed: readonly TableKey[] = ['residents', 'attendance']
