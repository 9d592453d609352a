import { useEffect, useRef } from 'preact/hooks'
import { useStore } from '../../app/store'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import type { Look } from './plot'
import './DayChart.css'

interface ChartProps extends Omit<Look, 'height' | 'number'> {
  title: string
  /** Texts of the upright axis; left out: plain numbers. */
  number?: Look['number']
}

export const chartHeight = 200

/** A drawing of figures that a table holds too; whoever cannot see it misses nothing. */
export function Chart({ title, at, series, label, number: figure = number }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const lang = useStore(language)
  const figures = JSON.stringify([at, series])
  useEffect(() => {
    let remove = () => {}
    let gone = false
    import('./plot').then(
      ({ plot }) => {
        if (gone || !place.current) return
        remove = plot(place.current, { at, series, height: chartHeight, label, number: figure })
      },
      () => {
        // The table holds the same figures.
      },
    )
    return () => {
      gone = true
      remove()
    }
  }, [figures, lang])
  return (
    <figure>
      <figcaption class="days-title">{title}</figcaption>
      <div class="days-plot" ref={place} style={{ height: `${chartHeight}px` }} aria-hidden="true" />
    </figure>
  )
}
