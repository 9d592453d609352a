import type { DayTotals } from '../../api/schema'
import { campaign } from '../../app/running'
import { useStore } from '../../app/store'
import { DataTable } from '../../components/DataTable/DataTable'
import { day as dayText, number } from '../../i18n/format'
import { countText } from '../counts'
import { dayNumber, type RunningDay, runningDays, shortDay, span } from '../days'
import { useManage } from '../messages'
import { Chart } from './Chart'
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
  const axis = { at: rows.map((row) => dayNumber(row.day)), label: shortDay }
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
      <p class="small quiet">{m.days.today}</p>
      <div class="days">
        <Chart title={m.days.total} {...axis} series={[{ values: rows.map((row) => row.total), shape: 'line' }]} />
        <Chart title={m.days.fresh} {...axis} series={[{ values: rows.map((row) => row.fresh), shape: 'bars' }]} />
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
