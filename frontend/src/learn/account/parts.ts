import type { Person } from '../../api/schema'
import type { IconName } from '../../components/Icon/names'

export type Part = 'details' | 'secret' | 'children' | 'devices' | 'consents' | 'certificates' | 'data' | 'requests'

export const icons: Record<Part, IconName> = {
  details: 'user',
  secret: 'key-round',
  children: 'users',
  devices: 'smartphone',
  consents: 'check',
  certificates: 'award',
  data: 'download',
  requests: 'inbox',
}

/** What somebody has to look after: a child has no secret, and a parent who answers for the rest. */
export function partsOf({ role, guardian }: Pick<Person, 'role' | 'guardian'>): readonly Part[] {
  if (guardian !== null) return ['details', 'data']
  const own: Part[] = ['certificates', 'details', 'secret', 'children', 'devices', 'consents', 'data', 'requests']
  return role === 'resident' ? own : own.filter((part) => part !== 'children' && part !== 'certificates')
}
