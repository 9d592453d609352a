/** What the map needs to know of a place to draw it. */
export interface Spot {
  id: string
  lon: number
  lat: number
  /** Its roll: the area of its bubble. */
  size: number
}

export interface Bubble {
  id: string
  x: number
  y: number
  r: number
}

export interface Layout {
  width: number
  height: number
  bubbles: Bubble[]
}

const rounds = 400
const gap = 1
const pull = 0.04

/**
 * Where the bubbles of a map of the given width stand, in pixels: at their places as on a map, the larger the roll the larger, none
 * smaller than `least`. Those that would lie on each other are pushed apart, a little in each round, and drawn back to their
 * places; which way depends on nothing but the places themselves.
 */
export function layout(spots: readonly Spot[], width: number, least = 7): Layout {
  if (spots.length === 0) return { width, height: 0, bubbles: [] }
  const ordered = [...spots].sort((a, b) => (a.id < b.id ? -1 : 1))
  const home = project(ordered, width, least)
  const bubbles = home.bubbles.map((one) => ({ ...one }))
  for (let round = 0; round < rounds; round++) {
    const calm = round >= rounds / 2 // in the second half nothing draws back any more, so that no overlap is left
    for (const [index, one] of bubbles.entries()) {
      const origin = home.bubbles[index] as Bubble
      if (calm) continue
      one.x += (origin.x - one.x) * pull
      one.y += (origin.y - one.y) * pull
    }
    if (!pushApart(bubbles) && calm) break
  }
  return settle(bubbles, width)
}

/** Pushes all overlapping pairs apart by half of what they overlap each; whether there were any. */
function pushApart(bubbles: Bubble[]): boolean {
  let any = false
  for (let i = 0; i < bubbles.length; i++) {
    for (let j = i + 1; j < bubbles.length; j++) {
      const [a, b] = [bubbles[i] as Bubble, bubbles[j] as Bubble]
      const far = a.r + b.r + gap
      let dx = b.x - a.x
      let dy = b.y - a.y
      const is = Math.hypot(dx, dy)
      if (is >= far - 1e-6) continue
      any = true
      if (is === 0) [dx, dy] = [1, 0]
      const by = (far - is) / 2 / (is || 1)
      a.x -= dx * by
      a.y -= dy * by
      b.x += dx * by
      b.y += dy * by
    }
  }
  return any
}

/** A degree of longitude is shorter than one of latitude; here, in the middle of the country, by so much. */
const squeeze = Math.cos((12.9 * Math.PI) / 180)

/** Straight from the places to the paper, without regard to overlaps. */
function project(spots: readonly Spot[], width: number, least: number): Layout {
  const lons = spots.map((one) => one.lon * squeeze)
  const lats = spots.map((one) => one.lat)
  const [west, north] = [Math.min(...lons), Math.max(...lats)]
  const across = Math.max(Math.max(...lons) - west, 0.01)
  const most = Math.max(...spots.map((one) => one.size), 1)
  const largest = Math.max(least, width / 30)
  const scale = (width - 2 * largest) / across
  const bubbles = spots.map(({ id, size }, index) => ({
    id,
    x: largest + ((lons[index] as number) - west) * scale,
    y: largest + (north - (lats[index] as number)) * scale,
    r: Math.max(least, largest * Math.sqrt(Math.max(0, size) / most)),
  }))
  return { width, height: 0, bubbles }
}

/** Moves the whole so that it begins at the edges, and shrinks it where pushing has made it wider than the paper. */
function settle(bubbles: readonly Bubble[], width: number): Layout {
  const left = Math.min(...bubbles.map((one) => one.x - one.r)) - gap
  const top = Math.min(...bubbles.map((one) => one.y - one.r)) - gap
  const right = Math.max(...bubbles.map((one) => one.x + one.r)) + gap
  const bottom = Math.max(...bubbles.map((one) => one.y + one.r)) + gap
  const scale = Math.min(1, width / (right - left))
  const shift = (width - (right - left) * scale) / 2
  return {
    width,
    height: (bottom - top) * scale,
    bubbles: bubbles.map(({ id, x, y, r }) => ({
      id,
      x: (x - left) * scale + shift,
      y: (y - top) * scale,
      r: r * scale,
    })),
  }
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The bubble that an arrow key leads to: the nearest within the quarter that it points at. */
export function towards(bubbles: readonly Bubble[], from: string, direction: Direction): string {
  const here = bubbles.find((one) => one.id === from)
  if (!here) return bubbles[0]?.id ?? from
  let best = { id: from, far: Number.POSITIVE_INFINITY }
  for (const one of bubbles) {
    const [dx, dy] = [one.x - here.x, one.y - here.y]
    const [along, aside] = {
      left: [-dx, dy],
      right: [dx, dy],
      up: [-dy, dx],
      down: [dy, dx],
    }[direction] as [number, number]
    if (along <= 0 || Math.abs(aside) > along) continue
    const far = along + Math.abs(aside)
    if (far < best.far) best = { id: one.id, far }
  }
  return best.id
}

/** The bubble at a point, or the nearest to it that a finger may have meant. */
export function at(bubbles: readonly Bubble[], x: number, y: number, reach: number): string | undefined {
  let best: { id: string; far: number } | undefined
  for (const one of bubbles) {
    const far = Math.hypot(one.x - x, one.y - y) - one.r
    if (far <= reach && (!best || far < best.far)) best = { id: one.id, far }
  }
  return best?.id
}
