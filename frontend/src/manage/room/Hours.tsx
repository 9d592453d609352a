import { number } from '../../i18n/format'
import { useManage } from '../messages'
import { busiest, type HeatCell, type HeatRow, heatOf, shades } from './heat'
import { useRoom } from './messages'
import type { Shown } from './shown'
import { Take } from './Take'

/** On which days and at which hours people hand in what they learnt: each cell has its number, and a shade. */
export function Hours({ shown }: { shown: Shown }) {
  const { hours: m } = useRoom()
  const { hours } = shown.insights
  const rows = heatOf(hours)
  const most = busiest(hours)
  const text = ({ count }: HeatCell) => (count === null ? '<5' : count === 0 ? '' : number(count))
  if (hours.length === 0) return <p class="quiet">{m.empty}</p>
  return (
    <section class="stack">
      <h2>{m.title}</h2>
      {most && <p>{m.summary(m.days[most.weekday - 1] ?? '', m.hour(number(most.hour)), number(most.submissions))}</p>}
      <Take
        shown={shown}
        table="hours"
        title={m.title}
        drawn={{
          heat: {
            heads: m.short,
            rows: rows.map(({ hour, cells }) => ({
              label: m.hour(number(hour)),
              cells: cells.map((cell) => ({ text: text(cell), step: cell.step })),
            })),
          },
        }}
      />
      {/* Not the table's own caption, which would scroll away with it on a phone. */}
      <p class="quiet" id="heat-caption">
        {m.caption}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls on a phone must be reached by keyboard */}
      <section class="heat-scroll" tabIndex={0} aria-labelledby="heat-caption">
        <table class="heat" aria-labelledby="heat-caption">
          <thead>
            <tr>
              <th scope="col">{m.head}</th>
              {m.days.map((day, index) => (
                <th key={day} scope="col" abbr={day}>
                  <span aria-hidden="true">{m.short[index]}</span>
                  <span class="hidden">{day}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.hour} row={row} text={text} />
            ))}
          </tbody>
        </table>
      </section>
      <ul class="heat-legend" aria-label={m.legend}>
        {Array.from({ length: shades }, (_, index) => index + 1).map((step) => (
          <li key={step}>
            <span class={`heat-sample heat-${step}`} aria-hidden="true" />
            <span class="small">{legend(step, most?.submissions ?? 0, m)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ row, text }: { row: HeatRow; text: (cell: HeatCell) => string }) {
  const { hours: m } = useRoom()
  const { few } = useManage()
  return (
    <tr>
      <th scope="row">{m.hour(number(row.hour))}</th>
      {row.cells.map((cell, index) => (
        <td key={m.days[index]} class={`num heat-${cell.step}`}>
          {cell.count === null || cell.count === 0 ? (
            <>
              <span aria-hidden="true">{text(cell)}</span>
              <span class="hidden">{cell.count === null ? few : '0'}</span>
            </>
          ) : (
            text(cell)
          )}
        </td>
      ))}
    </tr>
  )
}

/** "21 đến 40 bài": what a shade stands for. */
function legend(step: number, most: number, m: ReturnType<typeof useRoom>['hours']): string {
  const from = Math.floor(((step - 1) * most) / shades) + 1
  const to = Math.floor((step * most) / shades)
  return m.range(number(from), number(Math.max(from, to)))
}
