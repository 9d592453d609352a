import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { number, percent } from '../../i18n/format'
import { wardName } from '../../i18n/places'
import { at, type Bubble, type Direction, layout, towards } from './layout'
import { useMap } from './messages'
import type { MapWords } from './messages.vi'
import type { Place } from './places'
import { stepOf } from './steps'

interface BubbleMapProps {
  places: readonly Place[]
  /** Width of a step, as a share. */
  width: number
  chosen: string | undefined
  onChoose: (code: string) => void
}

const reach = 14
const arrows: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

/**
 * The units as bubbles at their places. One stop for the keyboard: arrows go from bubble to bubble. Beside it stands a table with the
 * same figures.
 */
export function BubbleMap({ places, width: step, chosen, onChoose }: BubbleMapProps) {
  const m = useMap()
  const { route } = useLocation()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const spots = places.map(({ ward, roll }) => ({ id: ward.code, lon: ward.lon, lat: ward.lat, size: roll }))
  // A figure that changes moves nothing; only another roll or another width does.
  const key = JSON.stringify([width, spots])
  const map = useMemo(() => layout(spots, width), [key])
  const open = (code: string) => route(`/boards/wards/${code}`)
  const known = new Map(places.map((place) => [place.ward.code, place]))

  function onKey(event: KeyboardEvent) {
    const direction = arrows[event.key]
    if (direction) {
      event.preventDefault()
      onChoose(chosen ? towards(map.bubbles, chosen, direction) : (first(places) ?? ''))
    } else if (event.key === 'Enter' && chosen) open(chosen)
  }

  function meant(event: MouseEvent): string | undefined {
    const edge = box.current?.getBoundingClientRect()
    return edge && at(map.bubbles, event.clientX - edge.left, event.clientY - edge.top, reach)
  }

  function onMove(event: PointerEvent) {
    const code = event.pointerType === 'mouse' ? meant(event) : undefined
    if (code) onChoose(code)
  }

  function onClick(event: MouseEvent) {
    const code = meant(event)
    if (!code) return
    // A mouse has shown the place before it clicks; a finger shows it first.
    if ((event as PointerEvent).pointerType === 'mouse') open(code)
    else onChoose(code)
  }

  return (
    <div
      ref={box}
      class="map-box"
      role="listbox"
      tabIndex={0}
      aria-label={m.map}
      aria-activedescendant={chosen && `map-${chosen}`}
      onKeyDown={onKey}
      onFocus={() => chosen || onChoose(first(places) ?? '')}
      onPointerMove={onMove}
      onClick={onClick}
    >
      <svg role="presentation" width={width} height={map.height} viewBox={`0 0 ${width} ${map.height}`}>
        {map.bubbles.map((bubble) => {
          const place = known.get(bubble.id)
          return place && <One key={bubble.id} bubble={bubble} place={place} step={step} on={bubble.id === chosen} />
        })}
      </svg>
    </div>
  )
}

interface OneProps {
  bubble: Bubble
  place: Place
  step: number
  on: boolean
}

function One({ bubble: { x, y, r }, place, step, on }: OneProps) {
  const m = useMap()
  const shade = place.rate === null ? 0 : stepOf(place.rate, step)
  return (
    <g
      role="option"
      id={`map-${place.ward.code}`}
      aria-selected={on}
      aria-label={label(place, shade, m)}
      class={`map-one map-${shade || 'hollow'}${on ? ' map-on' : ''}`}
    >
      <circle cx={x} cy={y} r={r - 0.5} />
      {shade > 0 && (
        <text x={x} y={y} font-size={Math.max(9, Math.min(20, r * 1.15))}>
          {shade}
        </text>
      )}
      {on && <circle class="map-halo" cx={x} cy={y} r={r + 2} />}
    </g>
  )
}

const first = (places: readonly Place[]) => (places.find((one) => one.rank === 1) ?? places[0])?.ward.code

function label(place: Place, shade: number, m: MapWords): string {
  const name = wardName(place.ward, true)
  return place.rate === null
    ? m.optionApart(name, m.reasons[place.reason] ?? m.unranked)
    : m.option(name, percent(place.rate), number(place.rank), number(shade))
}

const coarse = 16

/** How wide an element is, rounded down so that not every pixel makes another map. */
function useWidth(box: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(320)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => setWidth(Math.max(240, Math.floor(element.clientWidth / coarse) * coarse))
    const watch = new ResizeObserver(look)
    watch.observe(element)
    look()
    return () => watch.disconnect()
  }, [])
  return width
}
