import type { WardWeek } from '../../api/schema'
import { clock, day, number, percent } from '../../i18n/format'
import { capital, wardName } from '../../i18n/places'
import { today } from '../days'
import { byName } from '../sort'
import { useReport } from './messages'
import { isHalved, livelyOnes, quietOnes, settingFor, split } from './setting'
import '../../boards/print/sheet.css'
import './report.css'

type Line = WardWeek['villages'][number]

const nameOf = ({ village }: Line) => capital(village.name)

/** The report as it lies on the table: black on white, one A4 page. */
export function ReportSheet({ report }: { report: WardWeek }) {
  const m = useReport()
  const villages = [...report.villages].sort((a, b) => byName.compare(nameOf(a), nameOf(b)))
  const setting = settingFor(villages.map(nameOf))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls on a phone must be reached by keyboard
    <article class={`result report report-${setting}`} tabIndex={0} aria-label={m.title}>
      <Head report={report} />
      <Sums sum={report.sum} />
      <Words villages={villages} />
      {isHalved(setting) ? (
        <div class="report-pair">
          {split(villages).map((half, index) => (
            <Short key={index} villages={half} />
          ))}
        </div>
      ) : (
        <Long villages={villages} sum={report.sum} />
      )}
      <p class="report-source">{m.source}</p>
      <p class="report-date">{m.date}</p>
      <div class="report-signs">
        {[m.maker, m.head].map((who) => (
          <p key={who}>
            <strong>{who}</strong>
            <span>{m.sign}</span>
          </p>
        ))}
      </div>
    </article>
  )
}

function Head({ report }: { report: WardWeek }) {
  const m = useReport()
  const over = report.to < today(Date.parse(report.as_of))
  return (
    <header>
      {report.sample && <p class="result-warning">{m.sample}</p>}
      <h2>{m.heading}</h2>
      <p class="result-campaign">
        {wardName(report.ward, true)} · {report.campaign}
      </p>
      <p>
        <strong>{m.week(day(report.from), day(report.to))}</strong>
      </p>
      <p class="num">
        {m.asOf(clock(report.as_of), day(report.as_of))}. {!over && m.soFar}
      </p>
    </header>
  )
}

function Sums({ sum }: { sum: WardWeek['sum'] }) {
  const m = useReport()
  const figures = [
    {
      label: m.rate,
      value: sum.rate === null ? '–' : percent(sum.rate),
      thin: sum.roll > 0 ? m.rateOf(number(sum.roll)) : m.noRate,
    },
    { label: m.participants, value: number(sum.participants), thin: m.more(number(sum.new_participants)) },
    { label: m.completed, value: number(sum.completed), thin: m.more(number(sum.new_completed)) },
    { label: m.submissions, value: number(sum.submissions), thin: '' },
  ]
  return (
    <dl class="report-sums num">
      {figures.map((one) => (
        <div key={one.label}>
          <dt>{one.label}</dt>
          <dd class="report-value">{one.value}</dd>
          <dd class="report-thin">{one.thin}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What the table says, for who has no time to read it. */
function Words({ villages }: { villages: readonly Line[] }) {
  const m = useReport()
  const lively = livelyOnes(villages)
  const quiet = quietOnes(villages)
  const names = quiet.first.map(nameOf).join(', ')
  if (lively.length === 0 && quiet.first.length === 0) return null
  return (
    <div class="report-words num">
      {lively.length > 0 && (
        <p>{m.lively(lively.map((one) => m.with(nameOf(one), number(one.week.new_participants))).join(', '))}</p>
      )}
      {names && <p>{quiet.more > 0 ? m.quietMore(names, number(quiet.more)) : m.quiet(names)}</p>}
    </div>
  )
}

const rate = (value: number | null) => (value === null ? '–' : percent(value))

function Long({ villages, sum }: { villages: readonly Line[]; sum: WardWeek['sum'] }) {
  const m = useReport()
  const cells = (week: Line['week']) => [
    week.roll > 0 ? number(week.roll) : '–',
    number(week.participants),
    rate(week.rate),
    number(week.new_participants),
    number(week.completed),
  ]
  const headings = [m.roll, m.passed, m.rateShort, m.fresh, m.done]
  const row = (key: string, name: string, week: Line['week']) => (
    <tr key={key}>
      <th scope="row">{name}</th>
      {cells(week).map((text, index) => (
        <td key={headings[index]} class="result-number">
          {text}
        </td>
      ))}
    </tr>
  )
  return (
    <table class="result-table num">
      <thead>
        <tr>
          <th scope="col">{m.place}</th>
          {headings.map((text) => (
            <th key={text} scope="col" class="result-number">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{villages.map((one) => row(one.village.id, nameOf(one), one.week))}</tbody>
      <tfoot>{row('', m.sum, sum)}</tfoot>
    </table>
  )
}

/** For a ward of many villages: what counts most, two villages beside each other. */
function Short({ villages }: { villages: readonly Line[] }) {
  const m = useReport()
  return (
    <table class="result-table num">
      <thead>
        <tr>
          <th scope="col">{m.place}</th>
          <th scope="col" class="result-number">
            {m.roll}
          </th>
          <th scope="col" class="result-number">
            {m.rateShort}
          </th>
          <th scope="col" class="result-number">
            {m.fresh}
          </th>
        </tr>
      </thead>
      <tbody>
        {villages.map(({ village, week }) => (
          <tr key={village.id}>
            <th scope="row">{capital(village.name)}</th>
            <td class="result-number">{week.roll > 0 ? number(week.roll) : '–'}</td>
            <td class="result-number">{rate(week.rate)}</td>
            <td class="result-number">{number(week.new_participants)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
