import type { Look } from '../parts/plot'

/** A line of a drawing of bars. */
export interface Bar {
  label: string
  text: string
  /** From 0 to 1; null where it is not told. */
  share: number | null
  /** A target on it, from 0 to 1. */
  mark?: number | undefined
}

/** A drawing of cells: each has its text and a shade from 1 to 5, or 0 for none. */
export interface Heat {
  heads: readonly string[]
  rows: readonly { label: string; cells: readonly { text: string; step: number }[] }[]
}

/** A drawing of bubbles, each with a shade from 1 to 5, or 0 for none, and what the shades stand for. */
export interface Bubbles {
  height: number
  spots: readonly { x: number; y: number; r: number; step: number }[]
  legend: readonly string[]
}

/** What a picture for a report shows: bars, cells, bubbles, or drawings of lines one below the other. */
export type Drawn =
  | { bubbles: Bubbles }
  | { bars: readonly Bar[] }
  | { heat: Heat }
  | { charts: readonly (Omit<Look, 'height'> & { title: string })[] }

const width = 1200
const edge = 40
/** How wide a drawing may be. */
export const pictureWidth = width - 2 * edge
const lineHeight = 36
const chartHeight = 260
const font = (size: number, weight = 400) =>
  `${weight} ${size}px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif`

/** The colours of the light page, whatever the reader has: a report is printed on white. */
const ink = { paper: '#ffffff', text: '#1f1a17', quiet: '#51483f', line: '#e0d6c9', good: '#1b5f41' }

/** The shades of cells and bubbles, from none to most, as on the page. */
export const steps = ['#f7f2ea', '#e3f1e7', '#aed8bc', '#6fb58c', '#2f7d56', '#0d4129']

/** Draws a title, what the figures are of, and the figures. */
export async function paint(title: string, notes: readonly string[], drawn: Drawn): Promise<HTMLCanvasElement> {
  const head = edge + 48 + notes.length * 28
  const body = heightOf(drawn)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = head + body + edge
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.fillStyle = ink.paper
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.textBaseline = 'middle'
  pen.fillStyle = ink.text
  pen.font = font(30, 700)
  pen.fillText(title, edge, edge + 10)
  pen.fillStyle = ink.quiet
  pen.font = font(18)
  notes.forEach((note, index) => {
    pen.fillText(note, edge, edge + 48 + index * 28, width - 2 * edge)
  })
  if ('bars' in drawn) paintBars(pen, drawn.bars, head)
  else if ('heat' in drawn) paintHeat(pen, drawn.heat, head)
  else if ('bubbles' in drawn) paintBubbles(pen, drawn.bubbles, head)
  else await paintCharts(pen, drawn.charts, head)
  return canvas
}

function heightOf(drawn: Drawn): number {
  if ('bars' in drawn) return drawn.bars.length * lineHeight
  if ('heat' in drawn) return (drawn.heat.rows.length + 1) * lineHeight
  if ('bubbles' in drawn) return drawn.bubbles.height + 2 * lineHeight
  return drawn.charts.length * (chartHeight + 48)
}

/** Each bubble has its digit, so that it is told apart in grey too. */
function paintBubbles(pen: CanvasRenderingContext2D, { height, spots, legend }: Bubbles, top: number): void {
  pen.textAlign = 'center'
  const bubble = (x: number, y: number, r: number, step: number) => {
    pen.beginPath()
    pen.arc(x, y, r - 0.5, 0, 2 * Math.PI)
    if (step > 0) {
      pen.fillStyle = steps[step] ?? ink.paper
      pen.fill()
    }
    pen.strokeStyle = ink.quiet
    pen.stroke()
    pen.fillStyle = step >= 4 ? ink.paper : ink.text
    pen.font = font(Math.max(9, Math.min(20, r * 1.15)), 700)
    if (step > 0) pen.fillText(String(step), x, y)
  }
  for (const { x, y, r, step } of spots) bubble(edge + x, top + y, r, step)
  const wide = pictureWidth / legend.length
  const middle = top + height + lineHeight
  legend.forEach((text, index) => {
    const left = edge + index * wide
    bubble(left + 14, middle, 13, index + 1)
    pen.textAlign = 'left'
    pen.fillStyle = ink.text
    pen.font = font(18)
    pen.fillText(text, left + 36, middle, wide - 40)
    pen.textAlign = 'center'
  })
  pen.textAlign = 'left'
}

function paintHeat(pen: CanvasRenderingContext2D, { heads, rows }: Heat, top: number): void {
  const left = 180
  const wide = (width - edge - left) / heads.length
  pen.font = font(18, 600)
  pen.textAlign = 'center'
  pen.fillStyle = ink.text
  heads.forEach((head, index) => {
    pen.fillText(head, left + (index + 0.5) * wide, top + lineHeight / 2)
  })
  pen.font = font(18)
  rows.forEach(({ label, cells }, line) => {
    const y = top + (line + 1) * lineHeight
    pen.textAlign = 'left'
    pen.fillStyle = ink.text
    pen.fillText(label, edge, y + lineHeight / 2)
    pen.textAlign = 'center'
    cells.forEach(({ text, step }, index) => {
      pen.fillStyle = steps[step] ?? ink.paper
      pen.fillRect(left + index * wide + 1, y + 1, wide - 2, lineHeight - 2)
      pen.fillStyle = step >= 4 ? ink.paper : ink.text
      pen.fillText(text, left + (index + 0.5) * wide, y + lineHeight / 2)
    })
  })
  pen.textAlign = 'left'
}

function paintBars(pen: CanvasRenderingContext2D, bars: readonly Bar[], top: number): void {
  const left = 420
  const right = width - edge - 200
  bars.forEach(({ label, text, share, mark }, index) => {
    const middle = top + index * lineHeight + lineHeight / 2
    pen.font = font(18)
    pen.fillStyle = ink.text
    pen.fillText(label, edge, middle, left - edge - 16)
    pen.fillStyle = ink.line
    pen.fillRect(left, middle - 9, right - left, 18)
    pen.fillStyle = ink.good
    pen.fillRect(left, middle - 9, (right - left) * Math.min(1, share ?? 0), 18)
    pen.fillStyle = ink.text
    if (mark !== undefined) pen.fillRect(left + (right - left) * Math.min(1, mark) - 2, middle - 14, 4, 28)
    pen.fillText(text, right + 16, middle, width - edge - right - 16)
  })
}

async function paintCharts(
  pen: CanvasRenderingContext2D,
  charts: readonly (Omit<Look, 'height'> & { title: string })[],
  top: number,
): Promise<void> {
  const { plot } = await import('../parts/plot')
  let y = top
  for (const { title, ...look } of charts) {
    pen.font = font(20, 600)
    pen.fillStyle = ink.text
    pen.fillText(title, edge, y + 16)
    const place = document.createElement('div')
    place.className = 'room-paper'
    document.body.append(place)
    const remove = plot(place, { ...look, height: chartHeight })
    try {
      // The drawing is made once the script pauses.
      await new Promise((done) => setTimeout(done))
      const chart = place.querySelector('canvas')
      if (!chart) throw new Error('no chart')
      pen.drawImage(chart, edge, y + 36, width - 2 * edge, chartHeight)
    } finally {
      remove()
      place.remove()
    }
    y += chartHeight + 48
  }
}
