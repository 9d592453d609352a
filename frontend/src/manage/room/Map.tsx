import { useState } from 'preact/hooks'
import { BubbleMap } from '../../boards/map/BubbleMap'
import { Legend } from '../../boards/map/Legend'
import { layout } from '../../boards/map/layout'
import type { Mapped } from '../../boards/map/places'
import { stepWidth } from '../../boards/map/steps'
import { Choice } from '../../boards/parts/Choice'
import { number, percent } from '../../i18n/format'
import { useManage } from '../messages'
import { LongTable } from './LongTable'
import { mappedOf, shadeOf, stepsInWords } from './mapped'
import { useRoom } from './messages'
import { usePlaceColumns } from './Places'
import { pictureWidth } from './picture'
import { rateText } from './rate'
import { nameOf, type PlaceInsight, placesIn } from './read'
import type { Shown } from './shown'
import { addressOf, changed, type Drawing, downwards, drawings, type SortKey, sorted } from './state'
import { Take } from './Take'
import '../../boards/map/map.css'

/** The units of the province where they lie, by their rate, their way to the target, or what the last week brought. */
export function MapView({ shown }: { shown: Shown }) {
  const { map: m, choose } = useRoom()
  const { state, insights, go } = shown
  return (
    <section class="stack">
      <h2>{m.title}</h2>
      {insights.ward ? (
        <p>
          {m.province} <a href={addressOf(changed(state, { ward: undefined }))}>{choose.province}</a>
        </p>
      ) : (
        <>
          <Choice
            label={m.draw}
            value={state.draw}
            choices={drawings.map((value) => ({ value, label: m.drawings[value] }))}
            onChange={(draw) => go({ draw: draw as Drawing })}
          />
          <OfProvince shown={shown} />
        </>
      )}
    </section>
  )
}

function OfProvince({ shown }: { shown: Shown }) {
  const { map: m, wards } = useRoom()
  const { state, insights, offer, go } = shown
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const places = mappedOf(insights.places, offer.wards, state.draw)
  const width = stepWidth(Math.max(0, ...places.map(({ rate }) => rate ?? 0)))
  const rows = placesIn(insights, { ...state, text: '', band: undefined })
  const cols = usePlaceColumns(shown)
  const sort = (key: string) => go(sorted(state, key as SortKey))
  const shows = m.drawings[state.draw]
  return (
    <>
      <Take shown={shown} table="map" title={`${m.title}: ${shows}`} drawn={{ bubbles: bubblesOf(places, width) }} />
      <div class="map room-map">
        <div class="stack stack-tight">
          <BubbleMap
            places={places}
            width={width}
            chosen={chosen}
            onChoose={setChosen}
            href={(ward) => addressOf(changed(state, { ward, view: 'places' }))}
          />
          <Chosen shown={shown} place={insights.places.find(({ id }) => id === chosen)} />
          <Legend width={width} shows={shows.toLowerCase()} hollow={m.hollow} />
        </div>
        <LongTable
          shown={shown}
          caption={wards}
          cols={cols}
          rows={rows}
          rowKey={(row) => row.id}
          sorting={{ key: state.sort, down: downwards(state), onSort: sort }}
        />
      </div>
    </>
  )
}

function Chosen({ shown: { state }, place }: { shown: Shown; place: PlaceInsight | undefined }) {
  const { map: m, places } = useRoom()
  const manage = useManage()
  if (!place) return <p class="map-chosen quiet">{m.choose}</p>
  return (
    <div class="map-chosen">
      <p class="map-name">{nameOf(place, false)}</p>
      <p class="num">
        <strong>{rateText(place.totals, manage)}</strong>
        {place.target > 0 && <span class="quiet"> · {m.target(`${number(place.target)} %`)}</span>}
        {place.gain !== null && (
          <span class="quiet">
            {' '}
            · {places.gain}: {number(place.gain)}
          </span>
        )}
      </p>
      <a href={addressOf(changed(state, { ward: place.id, view: 'places' }))}>{m.open}</a>
    </div>
  )
}

/** The map as a picture draws it. */
function bubblesOf(places: readonly Mapped[], width: number) {
  const spots = places.map(({ ward, roll }) => ({ id: ward.code, lon: ward.lon, lat: ward.lat, size: roll }))
  const { height, bubbles } = layout(spots, pictureWidth)
  const steps = new Map(places.map(({ ward, rate }) => [ward.code, shadeOf(rate, width)]))
  return {
    height,
    spots: bubbles.map((one) => ({ ...one, step: steps.get(one.id) ?? 0 })),
    legend: stepsInWords(width, percent),
  }
}
