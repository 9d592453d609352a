import { useEffect, useState } from 'preact/hooks'
import type { Person, UUID, VillageID } from '../api/schema'
import { outboxState } from '../app/running'
import { hasRole } from '../app/session'
import { useStore } from '../app/store'
import { ButtonLink } from '../components/Button/Button'
import { useCore } from '../i18n/core'
import { ownWork } from './field/log'
import { keptRoster } from './field/roster'
import { currentSession } from './field/session'
import { useCoordinate } from './messages'

/** On the home page of those in charge of something, the ways there. A helper's evening comes first, also without a network. */
export default function OwnWork({ person }: { person: Person }) {
  const { work: m } = useCoordinate()
  const { menu } = useCore()
  const evenings = useEvenings(person)
  const links = [
    { role: 'coordinator', href: '/village', label: menu.village },
    { role: 'officer', href: '/ward', label: menu.ward },
    { role: 'manager', href: '/province', label: menu.province },
  ] as const
  return (
    <section class="stack">
      <h2>{m.title}</h2>
      {evenings.map(({ village, name, open }) => (
        <ButtonLink key={village} icon="smartphone" href={`/village/${village}/evening`}>
          {name ? m.of(open ? m.open : m.evening, name) : open ? m.open : m.evening}
        </ButtonLink>
      ))}
      {links
        .filter(({ role }) => hasRole(person, [role]))
        .map(({ href, label }) => (
          <ButtonLink key={href} href={href} iconEnd="arrow-right">
            {label}
          </ButtonLink>
        ))}
    </section>
  )
}

interface Way {
  village: VillageID
  /** As this phone knows it; left out where the helper has one village alone. */
  name: string
  /** A session goes on there, as far as this phone knows. */
  open: boolean
}

/** Where a helper may hold a session: in the only village in their charge, or in those of several that have one. */
function useEvenings({ id, appointments }: Person): Way[] {
  const kept = useStore(outboxState)
  const villages = appointments.flatMap(({ role, village }) => (role === 'coordinator' && village ? village : []))
  const [ways, setWays] = useState<Way[]>([])
  useEffect(() => {
    let gone = false
    void Promise.all(villages.map((village) => wayOf(id, village))).then((found) => {
      if (!gone)
        setWays(found.length === 1 ? found.map((way) => ({ ...way, name: '' })) : found.filter(({ open }) => open))
    })
    return () => {
      gone = true
    }
  }, [id, villages.join(), kept])
  return ways
}

async function wayOf(owner: UUID, village: VillageID): Promise<Way> {
  const helper = { owner, village }
  try {
    const [roster, { events }] = await Promise.all([keptRoster(helper), ownWork(helper)])
    const told = { events, theirs: undefined, kept: roster?.session?.session, made: null }
    return { village, name: roster?.name || village, open: currentSession(told, Date.now()) !== null }
  } catch {
    return { village, name: village, open: false }
  }
}
