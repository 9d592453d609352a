import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

export interface Series {
  /** Null leaves a gap. */
  values: readonly (number | null)[]
  shape: 'line' | 'bars'
  /** Tells a second line from the first one, in grey too. */
  dashed?: boolean
}

export interface Look {
  /** Whole numbers, such as days. */
  at: readonly number[]
  series: readonly Series[]
  height: number
  /** Texts of the axes. */
  label: (at: number) => string
  number: (value: number) => string
}

/** Draws series into an element and follows its width and the reader's colours. Returns how to remove them. */
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

function draw(element: HTMLElement, { at, series, height, label, number }: Look): uPlot {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const font = `${Math.round(Number.parseFloat(style.fontSize) * 0.75)}px ${style.fontFamily}`
  const axis: uPlot.Axis = {
    stroke: colour('--quiet'),
    font,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  }
  const bars = series.some(({ shape }) => shape === 'bars')
  // Half a step on both sides, so that the first and the last bar are whole.
  const margin = bars ? 0.5 : 0
  const alone = series.length === 1
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
          incrs: [1, 2, 7, 14, 28, 56],
          values: (_chart, ticks) => ticks.map(label),
        },
        {
          ...axis,
          size: 56,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000],
          values: (_chart, ticks) => ticks.map(number),
        },
      ],
      series: [{}, ...series.map((one) => seriesLook(one, alone, at.length, colour))],
    },
    [[...at], ...series.map(({ values }) => [...values])],
    element,
  )
}

function seriesLook(
  { shape, dashed }: Series,
  alone: boolean,
  length: number,
  colour: (name: string) => string,
): uPlot.Series {
  const stroke = colour(dashed ? '--brand' : '--good')
  if (shape === 'bars') {
    const paths = uPlot.paths.bars?.({ size: [0.7, 40] }) as uPlot.Series.PathBuilder
    return { stroke, fill: stroke, width: 0, paths, points: { show: length < 2 } }
  }
  return {
    stroke,
    width: 3,
    points: { show: length < 2 },
    ...(alone && { fill: colour('--good-tint') }),
    ...(dashed && { dash: [10, 6] }),
  }
}
