import { Tabs } from '../../components/Tabs/Tabs'
import { day as dayText, number } from '../../i18n/format'
import { countText } from '../counts'
import { dayNumber, shortDay } from '../days'
import { useManage } from '../messages'
import { Chart } from '../parts/Chart'
import type { Series } from '../parts/plot'
import { freshOf, type Line, lines } from './days'
import { useRoom } from './messages'
import type { Shown } from './shown'
import { type Col, Table } from './Table'
import { Take } from './Take'

/** How a campaign went from day to day. */
export function Trends({ shown }: { shown: Shown }) {
  const { trends: m } = useRoom()
  const { few, days: words } = useManage()
  const { state, insights, campaign, go } = shown
  const rows = lines(insights, campaign ?? null, state.range, Date.parse(insights.as_of))
  const [first, end] = [rows[0], rows[rows.length - 1]]
  const fresh = freshOf(rows)
  const total = (row: Line) => (row.more ? words.atLeast(number(row.total)) : row.total)
  const count = (value: number | null) => value ?? countText(null, few)
  const cols: Col<Line>[] = [
    { key: 'day', label: m.day, head: true, value: (row) => dayText(row.day) },
    { key: 'fresh', label: m.freshShort, number: true, value: (row) => count(row.fresh) },
    { key: 'total', label: m.totalShort, number: true, value: total },
    { key: 'completed', label: m.completedShort, number: true, value: (row) => count(row.completed) },
    { key: 'submissions', label: m.submissionsShort, number: true, value: (row) => count(row.submissions) },
  ]
  const newest = [...rows].reverse()
  const axis = { at: rows.map((row) => dayNumber(row.day)), label: shortDay }
  const drawing = (title: string, value: (row: Line) => number | null, shape: Series['shape']) => ({
    title,
    ...axis,
    series: [{ values: rows.map(value), shape }],
  })
  const charts = [
    drawing(m.total, (row) => row.total, 'line'),
    drawing(m.fresh, (row) => row.fresh, 'bars'),
    drawing(m.completed, (row) => row.completed, 'bars'),
    drawing(m.submissions, (row) => row.submissions, 'bars'),
  ]
  return (
    <section class="stack">
      <h2>{m.title}</h2>
      <Tabs
        label={m.range}
        value={state.range}
        choices={[
          { value: 'recent', label: m.recent },
          { value: 'all', label: m.all },
        ]}
        onChange={(range) => go({ range })}
      />
      {!first || !end || (end.total === 0 && !end.more) ? (
        <p class="quiet">{m.empty}</p>
      ) : (
        <>
          <p>
            {m.summary(
              fresh.more ? words.atLeast(number(fresh.sum)) : number(fresh.sum),
              dayText(first.day),
              dayText(end.day),
            )}
          </p>
          {end.more && <p class="small quiet">{m.hidden}</p>}
          <p class="small quiet">{m.today}</p>
          <div class="days">
            {charts.map((chart) => (
              <Chart key={chart.title} {...chart} />
            ))}
          </div>
          <Take
            shown={shown}
            table="trends"
            title={m.title}
            drawn={{ charts: charts.map((chart) => ({ ...chart, number })) }}
          />
          <Table caption={words.title} cols={cols} rows={newest} rowKey={(row) => row.day} />
        </>
      )}
    </section>
  )
}
