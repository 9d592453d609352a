import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { Choice } from '../../boards/parts/Choice'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { Tabs } from '../../components/Tabs/Tabs'
import { clock, day, percent } from '../../i18n/format'
import { countText } from '../counts'
import { shortDay } from '../days'
import { useManage } from '../messages'
import { Chart } from '../parts/Chart'
import { useRoom } from './messages'
import { rateText } from './rate'
import { readInsights, readReached, settledOnly, shareOf } from './read'
import type { Shown } from './shown'
import { asOfBoth, insightsOf, type Side, together } from './sides'
import { type Col, Table } from './Table'
import { Take } from './Take'

/** Two wards in one campaign, or two campaigns in one place, beside each other. */
export function Compare({ shown }: { shown: Shown }) {
  const { compare: m } = useRoom()
  const { state, offer, go } = shown
  const byWards = state.by === 'wards'
  const counted = offer.campaigns.filter((one) => !one.ward)
  const choices = byWards ? offer.wards.map(({ id, name }) => ({ id, name })) : counted
  const [a, b] = [state.a, state.b].map((id) => choices.find((one) => one.id === id))
  const choice = (label: string, key: 'a' | 'b') => (
    <Choice
      label={label}
      value={state[key] ?? ''}
      choices={[{ value: '', label: m.choose }, ...choices.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(id) => go({ [key]: id || undefined })}
    />
  )
  return (
    <section class="stack">
      <h2>{m.title}</h2>
      <Tabs
        label={m.by}
        value={state.by}
        choices={[
          { value: 'wards', label: m.wards },
          { value: 'campaigns', label: m.campaigns },
        ]}
        onChange={(by) => go({ by })}
      />
      {!byWards && counted.length < 2 ? (
        <p class="quiet">{m.oneCampaign}</p>
      ) : (
        <div class="room-choices">
          {choice(m.first, 'a')}
          {choice(m.second, 'b')}
        </div>
      )}
      {a && b ? <Both key={`${state.by} ${a.id} ${b.id}`} shown={shown} a={a} b={b} /> : <p class="quiet">{m.ask}</p>}
    </section>
  )
}

interface Named {
  id: string
  name: string
}

function Both({ shown, a, b }: { shown: Shown; a: Named; b: Named }) {
  const { state, offer, campaign, insights } = shown
  const byWards = state.by === 'wards'
  const campaignOf = (id: string) => (byWards ? campaign : offer.campaigns.find((one) => one.id === id))
  const settled = (id: string) => !byWards && settledOnly(campaignOf(id) ?? { main: true, stage: 'provisional' })
  const read = async (id: string) => {
    if (settled(id)) return insightsOf(await readReached(id, state.ward))
    return readInsights(byWards ? { ward: id, campaign: state.campaign } : { ward: state.ward, campaign: id })
  }
  // Who asks for newer figures of the room asks for both of these, too.
  const keys = [state.ward, state.campaign, insights.as_of]
  const { data, error, reload } = useLoad(() => Promise.all([read(a.id), read(b.id)]), keys)
  if (error !== undefined) return <LoadError error={error} retry={reload} />
  if (!data) return <Skeleton lines={0} cards={2} />
  const side = (one: Named, at: 0 | 1): Side => ({
    name: one.name,
    insights: data[at],
    campaign: campaignOf(one.id),
    settled: settled(one.id),
  })
  return <Sides shown={shown} first={side(a, 0)} second={side(b, 1)} />
}

interface Line {
  label: string
  figures: [string | number, string | number]
}

function Sides({ shown, first, second }: { shown: Shown; first: Side; second: Side }) {
  const { compare: m } = useRoom()
  const manage = useManage()
  const lines = useLines(first, second)
  const byWards = shown.state.by === 'wards'
  const { at, one, other, more } = together(first, second, byWards)
  const label = (n: number) => (byWards ? shortDay(n) : m.day(String(n)))
  const cols: Col<Line>[] = [
    { key: 'label', label: m.figure, head: true, value: (row) => row.label },
    { key: 'a', label: first.name, number: true, value: ({ figures }) => figures[0] },
    { key: 'b', label: second.name, number: true, value: ({ figures }) => figures[1] },
  ]
  const points = (value: number | null | undefined) => (value == null ? '–' : percent(value / 100))
  const dayCols: Col<number>[] = [
    { key: 'day', label: byWards ? m.dayHead : m.dayOfCampaign, head: true, value: (index) => label(at[index] ?? 0) },
    { key: 'a', label: first.name, number: true, value: (index) => points(one[index]) },
    { key: 'b', label: second.name, number: true, value: (index) => points(other[index]) },
  ]
  const chart = {
    title: m.chart,
    at,
    label,
    number: (value: number) => percent(value / 100),
    series: [
      { values: one, shape: 'line' as const },
      { values: other, shape: 'line' as const, dashed: true },
    ],
  }
  const asOf = asOfBoth(first, second)
  const stamp = manage.asOf(`${clock(asOf)}, ${day(asOf)}`)
  const legend = `${first.name}: ${m.full}. ${second.name}: ${m.dashed}.`
  return (
    <>
      <p class="quiet small num">{stamp}</p>
      {[first, second].map(
        ({ name, settled, insights }) =>
          settled && (
            <p key={name} class="small">
              {m.settled(name, `${clock(insights.as_of)}, ${day(insights.as_of)}`)}
            </p>
          ),
      )}
      <Take
        shown={{ ...shown, insights: { ...shown.insights, as_of: asOf }, notes: [...shown.notes, stamp, legend] }}
        table="compare"
        title={`${first.name} – ${second.name}`}
        drawn={{ charts: [chart] }}
      />
      <Table caption={m.title} cols={cols} rows={lines} rowKey={(row) => row.label} />
      {at.length > 0 && (
        <div class="stack stack-tight">
          <Chart {...chart} />
          <ul class="room-legend">
            <li>
              <span class="room-line" aria-hidden="true" /> {first.name} ({m.full})
            </li>
            <li>
              <span class="room-line room-dashed" aria-hidden="true" /> {second.name} ({m.dashed})
            </li>
          </ul>
          {more && <p class="small quiet">{m.hidden}</p>}
          <details class="days-table">
            <summary>{manage.days.table}</summary>
            <Take shown={shown} table="compare_days" title={m.chart} printed={false} />
            <Table
              caption={m.chart}
              cols={dayCols}
              rows={at.map((_, index) => index).reverse()}
              rowKey={(index) => String(index)}
            />
          </details>
        </div>
      )}
    </>
  )
}

/** The figures of both sides, a line each. */
function useLines(first: Side, second: Side): Line[] {
  const { places, work, none } = useRoom()
  const manage = useManage()
  const { totals: words, few } = manage
  const line = (label: string, value: (side: Side) => string | number): Line => ({
    label,
    figures: [value(first), value(second)],
  })
  const count = (label: string, of: (side: Side) => number | null) =>
    line(label, (side) => of(side) ?? countText(null, few))
  /** What no settlement has. */
  const counted = (label: string, of: (side: Side) => number | null) =>
    line(label, (side) => (side.settled ? none : (of(side) ?? countText(null, few))))
  return [
    line(words.rate, ({ insights }) => rateText(insights.totals, manage)),
    count(words.participants, ({ insights }) => insights.totals.participants),
    counted(places.gain, ({ insights }) => insights.gain),
    count(words.completed, ({ insights }) => insights.totals.completed),
    count(words.learners, ({ insights }) => insights.totals.learners),
    counted(words.registered, ({ insights }) => insights.totals.registered),
    line(manage.table.roll, ({ insights }) => insights.totals.roll || '–'),
    line(work.share, ({ insights }) => {
      const share = shareOf(insights.work.assisted, insights.work.attempts ?? 0)
      return share === null ? '–' : percent(share)
    }),
  ]
}
