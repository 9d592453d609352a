import { useState } from 'preact/hooks'
import { readBoard } from '../../api/campaigns'
import { api } from '../../api/endpoints'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number, percent } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { wardName } from '../../i18n/places'
import { AsOf } from '../AsOf'
import { useLive } from '../live'
import { BubbleMap } from './BubbleMap'
import { Legend } from './Legend'
import { MapTable } from './MapTable'
import { useMap } from './messages'
import { type Place, placesOf } from './places'
import { stepWidth } from './steps'
import './map.css'

const all = 500

async function readWards(): Promise<Place['ward'][]> {
  let page = await api.wards({ limit: 100 })
  const wards = [...page.items]
  while (page.next) {
    page = await api.wards({ limit: 100, after: page.next })
    wards.push(...page.items)
  }
  return wards
}

async function read(signal: AbortSignal) {
  const [wards, ranked, apart] = await Promise.all([
    readWards(),
    readBoard('wards', { measure: 'rate' }, all, signal),
    readBoard('wards', { measure: 'rate', list: 'apart' }, all, signal),
  ])
  return { places: placesOf(wards, ranked.items, apart.items), asOf: ranked.as_of, stale: ranked.stale }
}

/** The communes and wards where they lie, by their participation. */
export default function MapPage() {
  const m = useMap()
  useStore(language)
  const { data, error, reload } = useLoad(read, [])
  useLive('wards', 'rate', reload)
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const width = stepWidth(Math.max(0, ...(data?.places ?? []).map((one) => one.rate ?? 0)))
  const place = data?.places.find((one) => one.ward.code === chosen)

  return (
    <Page title={m.title} lead={m.lead} back={{ href: '/boards', label: m.back }} wide="all">
      {!data && (error === undefined ? <Skeleton lines={0} cards={5} /> : <LoadError error={error} retry={reload} />)}
      {data?.places.length === 0 && (
        <EmptyState picture="nothing" title={m.empty}>
          <p>{m.emptyText}</p>
        </EmptyState>
      )}
      {data && data.places.length > 0 && (
        <>
          {error !== undefined && <Notice kind="offline" title={m.late} />}
          <div class="map">
            <div class="map-side stack">
              <p class="quiet small num">
                <AsOf time={data.asOf} />
              </p>
              <BubbleMap places={data.places} width={width} chosen={chosen} onChoose={setChosen} />
              <Chosen place={place} />
              <Legend width={width} />
            </div>
            <MapTable places={data.places} />
          </div>
        </>
      )}
    </Page>
  )
}

function Chosen({ place }: { place: Place | undefined }) {
  const m = useMap()
  if (!place) return <p class="map-chosen quiet">{m.choose}</p>
  return (
    <div class="map-chosen">
      <p class="map-name">{wardName(place.ward, true)}</p>
      {place.rate === null ? (
        <p class="small">
          {m.unranked}
          {m.reasons[place.reason] && `: ${m.reasons[place.reason]}`}
        </p>
      ) : (
        <p class="num">
          <strong>{percent(place.rate)}</strong>, {m.rank(number(place.rank)).toLowerCase()}
          {place.done !== null && <span class="quiet"> · {m.people(number(place.done), number(place.roll))}</span>}
        </p>
      )}
      <a href={`/boards/wards/${place.ward.code}`}>{m.open}</a>
    </div>
  )
}
