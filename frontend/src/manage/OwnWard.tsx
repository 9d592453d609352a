import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { api } from '../api/endpoints'
import { session } from '../app/session'
import { useStore } from '../app/store'
import { useLoad } from '../app/useLoad'
import { ButtonLink } from '../components/Button/Button'
import { EmptyState } from '../components/EmptyState/EmptyState'
import { Page } from '../components/Page/Page'
import { Skeleton } from '../components/Skeleton/Skeleton'
import { wardName } from '../i18n/places'
import { useManage } from './messages'

/**
 * `/ward` and `/requests`: goes on to that page of the ward in the officer's charge, or lets them choose among several.
 */
export default function OwnWard() {
  const m = useManage()
  const { route, path } = useLocation()
  const page = (code: string) => `/ward/${code}${path === '/requests' ? '/requests' : ''}`
  const { person } = useStore(session)
  const codes = (person?.appointments ?? []).flatMap((one) => (one.role === 'officer' && one.ward ? [one.ward] : []))
  const only = codes.length === 1 ? codes[0] : undefined
  useEffect(() => {
    if (only) route(page(only), true)
  }, [only])
  const wards = useLoad(() => Promise.all(only ? [] : codes.map((code) => api.ward(code))), [codes.join()])

  if (codes.length === 0) {
    return (
      <Page title={m.ward.own} bare>
        <EmptyState page picture="nothing" title={m.ward.noOwn}>
          <p>{m.ward.noOwnText}</p>
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page title={m.ward.own} lead={only ? undefined : m.ward.ownText}>
      {only || !wards.data ? (
        <Skeleton lines={0} cards={3} />
      ) : (
        wards.data.map((ward) => (
          <ButtonLink key={ward.code} href={page(ward.code)}>
            {wardName(ward, true)}
          </ButtonLink>
        ))
      )}
    </Page>
  )
}
