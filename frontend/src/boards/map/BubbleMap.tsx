import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { number, percent } from '../../i18n/format'
import { wardName } from '../../i18n/places'
import { at, type Bubble, type Direction, layout, towards } from './layout'
import { useMap } from './messages'
import type { MapWords } from './messages.vi'
import type { Mapped } from './places'
import { stepOf } from './steps'

interface BubbleMapProps {
  places: readonly Mapped[]
  /** Width of a step, as a share. */
  width: number
  chosen: string | undefined
  onChoose: (code: string) => void
  /** Where a bubble leads. */
  href: (code: string) => string
}

const reach = 14
const arrows: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

/**
 * The units as bubbles at their places. One stop for the keyboard: arrows go from bubble to bubble. Beside it stands a table with the
 * same figures.
 */
export function BubbleMap({ places, width: step, chosen, onChoose, href }: BubbleMapProps) {
  const m = useMap()
  const { route } = useLocation()
  const box = useRef<HTMLDivElement>(null)
  const help = useId()
  const width = useWidth(box)
  const spots = places.map(({ ward, roll }) => ({ id: ward.code, lon: ward.lon, lat: ward.lat, size: roll }))
  // A figure that changes moves nothing; only another roll or another width does.
  const key = JSON.stringify([width, spots])
  const map = useMemo(() => layout(spots, width), [key])
  const open = (code: string) => route(href(code))
  const known = new Map(places.map((place) => [place.ward.code, place]))

  // Where the keys are. The focus alone chooses nothing, but has to stand somewhere.
  const [focused, setFocused] = useState(false)
  const active = chosen ?? (focused ? first(places) : undefined)

  function onKey(event: KeyboardEvent) {
    const to = active && target(event.key, active)
    if (to) {
      event.preventDefault()
      onChoose(to)
    } else if (event.key === 'Enter' && active) open(active)
  }

  function target(key: string, from: string): string | undefined {
    const direction = arrows[key]
    if (direction) return towards(map.bubbles, from, direction)
    if (key === ' ') return from
    return key === 'Home' ? first(places) : key === 'End' ? last(places) : undefined
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
      aria-describedby={help}
      aria-activedescendant={active && `map-${active}`}
      onKeyDown={onKey}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onPointerMove={onMove}
      onClick={onClick}
    >
      <svg role="presentation" width={width} height={map.height} viewBox={`0 0 ${width} ${map.height}`}>
        {map.bubbles.map((bubble) => {
          const place = known.get(bubble.id)
          const { id } = bubble
          return (
            place && (
              <One key={id} bubble={bubble} place={place} step={step} on={id === active} chosen={id === chosen} />
            )
          )
        })}
      </svg>
      <span id={help} class="hidden">
        {m.keys}
      </span>
    </div>
  )
}

interface OneProps {
  bubble: Bubble
  place: Mapped
  step: number
  /** The keys or the pointer are here. */
  on: boolean
  chosen: boolean
}

function One({ bubble: { x, y, r }, place, step, on, chosen }: OneProps) {
  const m = useMap()
  const shade = place.rate === null ? 0 : stepOf(place.rate, step)
  return (
    <g
      role="option"
      id={`map-${place.ward.code}`}
      aria-selected={chosen}
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

/** The place with the lowest rank, the last of all if none has one. */
const last = (places: readonly Mapped[]) =>
  places.reduce<Mapped | undefined>((low, one) => (low && low.rank > one.rank ? low : one), undefined)?.ward.code

const first = (places: readonly Mapped[]) => (places.find((one) => one.rank === 1) ?? places[0])?.ward.code

function label(place: Mapped, shade: number, m: MapWords): string {
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
