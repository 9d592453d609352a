import { useEffect, useState } from 'preact/hooks'
import type { Person } from '../../api/schema'
import { languageReady } from '../../i18n/messages'

type Shown = typeof import('../../boards/mine/MyVillage')['default']

/**
 * How the village stands that the person lives in, or looks after. The card says nothing without a network, so no phone keeps it,
 * and where it cannot be had there is none.
 */
export function OwnPlace({ person }: { person: Person }) {
  const [Place, setPlace] = useState<Shown>()
  useEffect(() => {
    import('../../boards/mine/MyVillage').then(
      async (card) => {
        await languageReady()
        setPlace(() => card.default)
      },
      () => undefined,
    )
  }, [])
  const id = person.village?.id ?? person.appointments.find((one) => one.village)?.village
  return Place && id ? <Place id={id} village={person.village} /> : null
}
