import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { api } from '../api/endpoints'
import type { VillageID } from '../api/schema'
import { session } from '../app/session'
import { useStore } from '../app/store'
import { useLoad } from '../app/useLoad'
import { ButtonLink } from '../components/Button/Button'
import { EmptyState } from '../components/EmptyState/EmptyState'
import { Page } from '../components/Page/Page'
import { Skeleton } from '../components/Skeleton/Skeleton'
import { keptName } from './keptName'
import { useCoordinate } from './messages'

/** Without a network a village is called as this phone knows it, so that there is always a way into its evening. */
const named = (id: VillageID) => api.village(id).catch(async () => ({ id, name: (await keptName(id)) || id }))

/**
 * `/village` and `/people`: goes on to that page of the village in the coordinator's charge, or lets them choose among
 * several.
 */
export default function OwnVillage() {
  const m = useCoordinate()
  const { route, path } = useLocation()
  const page = (id: string) => `/village/${id}${path === '/people' ? '/people' : ''}`
  const { person } = useStore(session)
  const ids = (person?.appointments ?? []).flatMap((one) =>
    one.role === 'coordinator' && one.village ? [one.village] : [],
  )
  const only = ids.length === 1 ? ids[0] : undefined
  useEffect(() => {
    if (only) route(page(only), true)
  }, [only])
  const villages = useLoad(() => Promise.all(only ? [] : ids.map(named)), [ids.join()])

  if (ids.length === 0) {
    return (
      <Page title={m.own} bare>
        <EmptyState page picture="nothing" title={m.noOwn}>
          <p>{m.noOwnText}</p>
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page title={m.own} lead={only ? undefined : m.ownText}>
      {only || !villages.data ? (
        <Skeleton lines={0} cards={3} />
      ) : (
        villages.data.map((village) => (
          <ButtonLink key={village.id} href={page(village.id)}>
            {village.name}
          </ButtonLink>
        ))
      )}
    </Page>
  )
}
