import { useLocation, useRoute } from 'preact-iso'
import { api } from '../api/endpoints'
import type { Measure } from '../api/schema'
import { LoadError } from '../app/states'
import { useStore } from '../app/store'
import { useLoad } from '../app/useLoad'
import { Page } from '../components/Page/Page'
import { Skeleton } from '../components/Skeleton/Skeleton'
import { Tabs } from '../components/Tabs/Tabs'
import { language } from '../i18n/messages'
import { wardName } from '../i18n/places'
import { How } from './How'
import { useBoards } from './messages'
import { PlaceSearch } from './PlaceSearch/PlaceSearch'
import { Ranking } from './Ranking/Ranking'
import { boardName, type Scope, scopeOf } from './scope'
import './BoardsPage.css'

/** The three public rankings: wards, villages, the villages of one ward. What is chosen stands in the address. */
export default function BoardsPage() {
  const { path } = useLocation()
  const { params } = useRoute()
  const scope = scopeOf(path, params.code)
  return scope.of === 'ward' ? <WardBoard code={scope.code} /> : <ProvinceBoard scope={scope} />
}

function ProvinceBoard({ scope }: { scope: Scope }) {
  const m = useBoards()
  const { route } = useLocation()
  return (
    <Page title={m.title} lead={m.lead} wide>
      <div class="boards-choices">
        <nav class="tabs" aria-label={m.scope.label}>
          <ScopeLink href="/boards" on={scope.of === 'wards'} label={m.scope.wards} />
          <ScopeLink href="/boards/villages" on={scope.of === 'villages'} label={m.scope.villages} />
        </nav>
        <MeasureChoice />
      </div>
      <PlaceSearch
        // On the ranking of wards a ward is looked for where it stands, elsewhere its own ranking is opened.
        onChoose={(ward) =>
          scope.of === 'wards' ? route(addressOf({ around: ward.code }), true) : route(`/boards/wards/${ward.code}`)
        }
      />
      <Rows scope={scope} />
      <How />
    </Page>
  )
}

function WardBoard({ code }: { code: string }) {
  const m = useBoards()
  useStore(language)
  const ward = useLoad(() => api.ward(code), [code])
  const title = ward.data ? wardName(ward.data, true) : m.title
  return (
    <Page title={title} lead={ward.data && m.wardLead} back={{ href: '/boards', label: m.back }} wide>
      {ward.error !== undefined && <LoadError error={ward.error} retry={ward.reload} />}
      {ward.loading && !ward.data && <Skeleton lines={0} cards={4} />}
      {ward.data && (
        <>
          <div class="boards-choices">
            <MeasureChoice />
          </div>
          <Rows scope={{ of: 'ward', code }} />
          <How />
        </>
      )}
    </Page>
  )
}

function ScopeLink({ href, on, label }: { href: string; on: boolean; label: string }) {
  return (
    <a class={`tabs-choice boards-scope${on ? ' tabs-on' : ''}`} href={href} aria-current={on ? 'page' : undefined}>
      {label}
    </a>
  )
}

const measureOf = (query: Record<string, string>): Measure => (query.measure === 'points' ? 'points' : 'rate')

/** This page's address with another measure or another place to look at; undefined leaves a part out. */
function addressOf(change: { measure?: Measure | undefined; around?: string | undefined }): string {
  const query = new URLSearchParams(location.search)
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) query.delete(key)
    else query.set(key, value)
  }
  const text = query.toString()
  return location.pathname + (text && `?${text}`)
}

function MeasureChoice() {
  const m = useBoards()
  const { query, route } = useLocation()
  return (
    <Tabs
      label={m.measure.label}
      value={measureOf(query)}
      choices={[
        { value: 'rate', label: m.measure.rate },
        { value: 'points', label: m.measure.points },
      ]}
      onChange={(measure) => route(addressOf({ measure: measure === 'rate' ? undefined : measure }), true)}
    />
  )
}

function Rows({ scope }: { scope: Scope }) {
  const { query, route } = useLocation()
  const measure = measureOf(query)
  return (
    <Ranking
      key={`${boardName(scope)} ${measure} ${query.around}`}
      scope={scope}
      measure={measure}
      around={query.around}
      onLookAt={(around) => route(addressOf({ around }), true)}
      onPoints={() => route(addressOf({ measure: 'points' }), true)}
    />
  )
}
