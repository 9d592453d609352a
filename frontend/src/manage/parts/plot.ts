import uPlot from 'uplot'
import type { RunningDay } from '../days'
import 'uplot/dist/uPlot.min.css'

interface Look {
  days: readonly RunningDay[]
  /** Null leaves a gap. */
  value: (day: RunningDay) => number | null
  shape: 'line' | 'bars'
  height: number
  /** Texts of the axes. */
  dayLabel: (day: string) => string
  number: (value: number) => string
}

const seconds = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000

/** Draws one series into an element and follows its width and the reader's colours. Returns how to remove it. */
export function plot(element: HTMLElement, look: Look): () => void {
  let chart = draw(element, look)
  const again = () => {
    chart.destroy()
    chart = draw(element, look)
  }
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', again)
  const watch = new ResizeObserver(() => {
    if (element.clientWidth !== chart.width) chart.setSize({ width: element.clientWidth, height: look.height })
  })
  watch.observe(element)
  return () => {
    dark.removeEventListener('change', again)
    watch.disconnect()
    chart.destroy()
  }
}

function draw(element: HTMLElement, { days, value, shape, height, dayLabel, number }: Look): uPlot {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const font = `${Math.round(Number.parseFloat(style.fontSize) * 0.75)}px ${style.fontFamily}`
  const axis: uPlot.Axis = {
    stroke: colour('--quiet'),
    font,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  }
  const bars = shape === 'bars' ? { paths: uPlot.paths.bars?.({ size: [0.7, 40] }) as uPlot.Series.PathBuilder } : {}
  // Half a day on both sides, so that the first and the last bar are whole.
  const margin = shape === 'bars' ? 43_200 : 0
  return new uPlot(
    {
      width: element.clientWidth,
      height,
      padding: [8, 12, 0, 0],
      cursor: { show: false },
      legend: { show: false },
      scales: {
        x: { time: false, range: (_chart, min, max) => [min - margin, max + margin] },
        y: { range: (_chart, _min, max) => [0, Math.max(4, max * 1.1)] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 32,
          space: 72,
          incrs: [1, 2, 7, 14, 28, 56].map((n) => n * 86_400),
          values: (_chart, ticks) => ticks.map((at) => dayLabel(new Date(at * 1000).toISOString().slice(0, 10))),
        },
        {
          ...axis,
          size: 56,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000],
          values: (_chart, ticks) => ticks.map(number),
        },
      ],
      series: [
        {},
        {
          stroke: colour('--good'),
          fill: shape === 'bars' ? colour('--good') : colour('--good-tint'),
          width: shape === 'bars' ? 0 : 3,
          points: { show: days.length < 2 },
          ...bars,
        },
      ],
    },
    [days.map((day) => seconds(day.day)), days.map(value)],
    element,
  )
}
