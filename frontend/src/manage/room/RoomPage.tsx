import type { ComponentChildren, ComponentType } from 'preact'
import { useLocation } from 'preact-iso'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Choice } from '../../boards/parts/Choice'
import { Button } from '../../components/Button/Button'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { clock, day } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { useManage } from '../messages'
import { Fresh } from '../parts/Fresh'
import { Compare } from './Compare'
import { Hours } from './Hours'
import { Lessons } from './Lessons'
import { MapView } from './Map'
import { useRoom } from './messages'
import { Places } from './Places'
import { countedIn, type Offer, readInsights, readOffer } from './read'
import { Spread } from './Spread'
import type { Shown } from './shown'
import { addressOf, changed, queryOf, type State, stateOf, type ViewName, views } from './state'
import { Targets } from './Targets'
import { Trends } from './Trends'
import { Work } from './Work'
import './room.css'

const parts: Record<ViewName, ComponentType<{ shown: Shown }>> = {
  targets: Targets,
  trends: Trends,
  spread: Spread,
  places: Places,
  map: MapView,
  hours: Hours,
  lessons: Lessons,
  work: Work,
  compare: Compare,
}

/** The province for its managers, looked at from several sides: counts alone. What is chosen stands in the address. */
export default function RoomPage() {
  const m = useRoom()
  useStore(language)
  const { query, route } = useLocation()
  const state = stateOf(query)
  const go = (change: Partial<State>) => route(addressOf(changed(state, change)), true)
  const offer = useLoad(readOffer, [])
  const figures = useLoad((signal) => readInsights(queryOf(state), signal), [state.ward, state.campaign])
  const error = figures.error ?? offer.error
  const reload = () => {
    figures.reload()
    if (offer.error !== undefined) offer.reload()
  }
  const ready = figures.data && offer.data
  return (
    <Page title={m.title} lead={m.lead} back={{ href: '/province', label: m.back }} wide>
      <Tools state={state} offer={offer.data} go={go}>
        {figures.data && (
          <div class="room-fresh">
            <Fresh asOf={figures.data.as_of} error={error} />
            <Button fit look="quiet" icon="refresh-cw" busy={figures.loading} onClick={reload}>
              {m.renew}
            </Button>
          </div>
        )}
      </Tools>
      {!ready && (error === undefined ? <Skeleton lines={0} cards={4} /> : <LoadError error={error} retry={reload} />)}
      {figures.data && offer.data && <Part state={state} offer={offer.data} insights={figures.data} go={go} />}
    </Page>
  )
}

interface ToolsProps {
  state: State
  offer: Offer | undefined
  go: (change: Partial<State>) => void
  /** Stands beside the choices. */
  children: ComponentChildren
}

function Tools({ state, offer, go, children }: ToolsProps) {
  const m = useRoom()
  const campaigns = countedIn(offer?.campaigns ?? [], state.ward)
  const main = campaigns.find((one) => one.main)
  return (
    <div class="stack room-tools">
      <div class="room-view">
        <Choice
          label={m.views.label}
          value={state.view}
          choices={views.map((view) => ({ value: view, label: m.views[view] }))}
          onChange={(view) => go({ view: view as ViewName })}
        />
      </div>
      <nav class="room-views" aria-label={m.views.label}>
        {views.map((view) => (
          <a
            key={view}
            href={addressOf(changed(state, { view }))}
            aria-current={view === state.view ? 'page' : undefined}
          >
            {m.views[view]}
          </a>
        ))}
      </nav>
      {offer && (
        <div class="room-choices">
          {(state.view !== 'compare' || state.by === 'campaigns') && (
            <Choice
              label={m.choose.ward}
              value={state.ward ?? ''}
              choices={[
                { value: '', label: m.choose.province },
                ...offer.wards.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(ward) => go({ ward: ward || undefined, ...keptCampaign(state, offer, ward || undefined) })}
            />
          )}
          {campaigns.length > 1 && (state.view !== 'compare' || state.by === 'wards') && (
            <Choice
              label={m.choose.campaign}
              value={state.campaign ?? main?.id ?? ''}
              choices={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(id) => go({ campaign: id === main?.id ? undefined : id })}
            />
          )}
          {children}
        </div>
      )}
    </div>
  )
}

/** A ward's own campaign is in no other ward. */
function keptCampaign({ campaign }: State, { campaigns }: Offer, ward: string | undefined): Partial<State> {
  return campaign && !countedIn(campaigns, ward).some(({ id }) => id === campaign) ? { campaign: undefined } : {}
}

function Part({ state, offer, insights, go }: Omit<Shown, 'campaign' | 'notes'>) {
  const m = useRoom()
  const { asOf } = useManage()
  const campaign = offer.campaigns.find(({ id }) => id === insights.campaign)
  const place = offer.wards.find(({ id }) => id === insights.ward?.code)?.name ?? m.choose.province
  const compared = state.view === 'compare' && state.by === 'wards'
  // What is compared is fetched for itself, and says itself when it is of.
  const own = state.view !== 'compare'
  const of = [
    ...(compared ? [] : [place]),
    ...(campaign && !(state.view === 'compare' && !compared) ? [campaign.name] : []),
  ]
  const stamp = own ? asOf(`${clock(insights.as_of)}, ${day(insights.as_of)}`) : ''
  const notes = [of.join(', '), stamp].filter(Boolean)
  const View = parts[state.view]
  return (
    <>
      <p class="room-printed">{notes.join('. ')}</p>
      <View shown={{ state, offer, insights, go, campaign, notes }} />
    </>
  )
}
