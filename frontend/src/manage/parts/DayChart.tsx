import { useEffect, useRef } from 'preact/hooks'
import type { DayTotals } from '../../api/schema'
import { campaign } from '../../app/running'
import { useStore } from '../../app/store'
import { DataTable } from '../../components/DataTable/DataTable'
import { day as dayText, number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { countText } from '../counts'
import { type RunningDay, runningDays, span } from '../days'
import { useManage } from '../messages'
import './DayChart.css'

/** Participants by day: the total as a line, new ones as bars, and all figures in a table beneath. */
export function DayChart({ days }: { days: readonly DayTotals[] }) {
  const m = useManage()
  const running = useStore(campaign)
  const { first, last } = span(days, running, Date.now())
  const rows = runningDays(days, first, last)
  const end = rows[rows.length - 1]
  const total = (row: RunningDay) => (row.more ? m.days.atLeast(number(row.total)) : number(row.total))
  const fresh = (row: RunningDay) => countText(row.fresh, m.few)
  if (!end || end.total === 0) {
    return (
      <section class="stack stack-tight">
        <h2>{m.days.title}</h2>
        <p class="quiet">{end?.more ? m.days.allHidden : m.days.empty}</p>
      </section>
    )
  }
  return (
    <section class="stack stack-tight">
      <h2>{m.days.title}</h2>
      <p>{m.days.summary(total(end), dayText(end.day), fresh(end))}</p>
      {end.more && <p class="small quiet">{m.days.hidden}</p>}
      <div class="days">
        <Chart title={m.days.total} rows={rows} value={(row) => row.total} shape="line" />
        <Chart title={m.days.fresh} rows={rows} value={(row) => row.fresh} shape="bars" />
      </div>
      <details class="days-table">
        <summary>{m.days.table}</summary>
        <DataTable
          caption={m.days.title}
          columns={[
            { key: 'day', label: m.days.day, head: true, cell: (row: RunningDay) => dayText(row.day) },
            { key: 'fresh', label: m.days.freshShort, number: true, cell: fresh },
            { key: 'total', label: m.days.totalShort, number: true, cell: total },
          ]}
          rows={[...rows].reverse()}
          rowKey={(row) => row.day}
        />
      </details>
    </section>
  )
}

interface ChartProps {
  title: string
  rows: RunningDay[]
  value: (row: RunningDay) => number | null
  shape: 'line' | 'bars'
}

const height = 200

function Chart({ title, rows, value, shape }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const lang = useStore(language)
  const figures = rows.map(value).join()
  useEffect(() => {
    let remove = () => {}
    let gone = false
    import('./plot').then(
      ({ plot }) => {
        if (gone || !place.current) return
        remove = plot(place.current, { days: rows, value, shape, height, dayLabel: shortDay, number })
      },
      () => {
        // The table holds the same figures.
      },
    )
    return () => {
      gone = true
      remove()
    }
  }, [figures, rows[0]?.day, shape, lang])
  return (
    <figure>
      <figcaption class="days-title">{title}</figcaption>
      <div class="days-plot" ref={place} style={{ height: `${height}px` }} aria-hidden="true" />
    </figure>
  )
}

/** "5/11": the year is plain from the sentence above. */
const shortDay = (day: string) => `${Number(day.slice(8))}/${Number(day.slice(5, 7))}`
