import type { Person } from '../api/schema'

/** Where somebody goes after signing in: staff to what is in their charge, everybody else home. */
export function landing({ appointments }: Person): string {
  const of = (role: string) => appointments.filter((one) => one.role === role)
  if (of('manager').length) return '/province'
  const [officer, coordinator] = [of('officer'), of('coordinator')]
  // Somebody with several places chooses on the page without a code.
  if (officer.length) return officer.length === 1 && officer[0]?.ward ? `/ward/${officer[0].ward}` : '/ward'
  if (coordinator.length === 0) return '/'
  return coordinator.length === 1 && coordinator[0]?.village ? `/village/${coordinator[0].village}` : '/village'
}
