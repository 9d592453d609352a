import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { CampaignState, RankedBoard } from '../../api/campaigns'
import { api } from '../../api/endpoints'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number, percent } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { wardName } from '../../i18n/places'
import { AsOf } from '../AsOf'
import { useCurrent } from '../live'
import { useBoards } from '../messages'
import { readBoard } from '../parts/pages'
import { Stage } from '../parts/Stage'
import { readChoices } from '../parts/useCampaign'
import { search, viewOf } from '../parts/view'
import { rollOf } from '../parts/words'
import { BubbleMap } from './BubbleMap'
import { Legend } from './Legend'
import { MapTable } from './MapTable'
import { useMap } from './messages'
import { type Place, placesOf, type Rate, rateOf } from './places'
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

async function read(campaign: string | undefined, signal: AbortSignal) {
  const { campaign: shown, measures } = await readChoices(campaign)
  const measure = rateOf(measures)
  if (!measure) return { measure, campaign: shown, places: [], board: undefined }
  const query = { campaign, measure }
  const [wards, ranked, apart] = await Promise.all([
    readWards(),
    readBoard('wards', query, all, signal),
    readBoard('wards', { ...query, list: 'apart' }, all, signal),
  ])
  return { measure, campaign: shown, places: placesOf(wards, ranked.items, apart.items), board: ranked }
}

/** The communes and wards where they lie, by their participation or what the campaign ranks by instead. */
export default function MapPage() {
  const { campaign } = useLocation().query
  return <OfCampaign key={campaign} id={campaign || undefined} />
}

function OfCampaign({ id }: { id: string | undefined }) {
  const m = useMap()
  useStore(language)
  const { data, error, reload } = useCurrent('wards', { campaign: id }, (signal) => read(id, signal))
  const address = search(viewOf({ campaign: id }))
  const empty = data && (data.board ? { title: m.empty, text: m.emptyText } : { title: m.none, text: m.noneText })
  const lead = data?.measure && data.places.length > 0 && m.measure[data.measure].lead(number(data.places.length))

  return (
    <Page title={m.title} lead={lead} back={{ href: `/boards${address}`, label: m.back }} wide="all">
      {!data && (error === undefined ? <Skeleton lines={0} cards={5} /> : <LoadError error={error} retry={reload} />)}
      {empty && data.places.length === 0 && (
        <EmptyState picture="nothing" title={empty.title}>
          <p>{empty.text}</p>
        </EmptyState>
      )}
      {data?.board && data.places.length > 0 && (
        <>
          {data.board.stale ? <Stale /> : error !== undefined && <Notice kind="offline" title={m.late} />}
          <Drawn {...data} board={data.board} address={address} />
        </>
      )}
    </Page>
  )
}

function Stale() {
  const { stale } = useBoards()
  return (
    <Notice kind="warn" title={stale.title}>
      <p>{stale.text}</p>
    </Notice>
  )
}

interface DrawnProps {
  places: readonly Place[]
  measure: Rate
  board: RankedBoard
  campaign: CampaignState | undefined
  /** The query of the campaign. */
  address: string
}

function Drawn({ places, measure, board, campaign, address }: DrawnProps) {
  const m = useMap()
  const words = useBoards()
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const width = stepWidth(Math.max(0, ...places.map((one) => one.rate ?? 0)))
  const place = places.find((one) => one.ward.code === chosen)
  return (
    <div class="map">
      <div class="map-side stack">
        <p class="map-state quiet small num">
          <Stage stage={board.stage} />
          {campaign && <span>{campaign.name}</span>}
          <span>
            <AsOf time={board.as_of} />
          </span>
          <span>{board.stage === 'frozen' ? words.asThen : words.asNow}</span>
        </p>
        <p class="map-below small">{m.table_below}</p>
        <BubbleMap
          places={places}
          width={width}
          chosen={chosen}
          onChoose={setChosen}
          href={(code) => `/boards/wards/${code}${address}`}
        />
        <Chosen place={place} campaign={campaign} address={address} />
        <Legend width={width} shows={m.measure[measure].legend} hollow={m.legend.hollow} />
      </div>
      <MapTable places={places} measure={measure} search={address} />
    </div>
  )
}

interface ChosenProps {
  place: Place | undefined
  campaign: CampaignState | undefined
  address: string
}

function Chosen({ place, campaign, address }: ChosenProps) {
  const m = useMap()
  const words = useBoards()
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
      {place.rollDay && (
        <p class="small quiet num">
          {rollOf({ roll_day: place.rollDay, roll_version: place.rollVersion }, campaign, words)}
        </p>
      )}
      <a href={`/boards/wards/${place.ward.code}${address}`}>{m.open}</a>
    </div>
  )
}
