import type { Insights } from '../../api/schema'
import { useBoards } from '../../boards/messages'
import { bandName } from '../../boards/parts/words'
import { number, percent } from '../../i18n/format'
import { countText } from '../counts'
import { useManage } from '../messages'
import { useRoom } from './messages'
import type { Room } from './messages.vi'
import { shareOf } from './read'
import type { Shown } from './shown'
import { BarCell, type Col, Table } from './Table'
import { Take } from './Take'

interface Step {
  label: string
  villages: number
}

/** The steps of a distribution by their words, from those of which least is known. */
export function stepsOf({ no_roll, none, few, tenths }: Insights['spread'], m: Room['spread']): Step[] {
  const edge = (index: number) => percent(index / tenths.length)
  return [
    { label: m.noRoll, villages: no_roll },
    { label: m.nobody, villages: none },
    { label: m.few, villages: few },
    ...tenths.map((villages, index) => ({
      label: index === tenths.length - 1 ? m.from(edge(index)) : m.between(edge(index), edge(index + 1)),
      villages,
    })),
  ]
}

/** How many villages have which rate, and how those of each size do. */
export function Spread({ shown }: { shown: Shown }) {
  const { spread: m } = useRoom()
  const steps = stepsOf(shown.insights.spread, m)
  const all = steps.reduce((sum, { villages }) => sum + villages, 0)
  const most = Math.max(1, ...steps.map(({ villages }) => villages))
  const share = ({ villages }: Step) => percent(villages / Math.max(1, all))
  const cols: Col<Step>[] = [
    { key: 'label', label: m.range, head: true, value: ({ label }) => label },
    {
      key: 'villages',
      label: m.villages,
      number: true,
      value: ({ villages }) => villages,
      // Beside each other the bars are the drawing, so the longest one fills its place.
      show: ({ villages }) => <BarCell wide text={number(villages)} share={villages / most} />,
    },
    { key: 'share', label: m.share, number: true, value: share },
  ]
  if (all === 0) return <p class="quiet">{m.empty}</p>
  return (
    <section class="stack">
      <h2>{m.title}</h2>
      <p>{m.summary(number(all))}</p>
      <Take
        shown={shown}
        table="spread"
        title={m.title}
        drawn={{
          bars: steps.map((step) => ({
            label: step.label,
            text: `${number(step.villages)}, ${share(step)}`,
            share: step.villages / most,
          })),
        }}
      />
      <Table caption={m.title} cols={cols} rows={steps} rowKey={({ label }) => label} />
      {shown.insights.bands.length > 1 && <Sizes shown={shown} />}
    </section>
  )
}

function Sizes({ shown }: { shown: Shown }) {
  const { insights, campaign } = shown
  const { spread: m, none } = useRoom()
  const { few } = useManage()
  const boards = useBoards()
  const rows = insights.bands
  type Row = (typeof rows)[number]
  const size = ({ band }: Row) => bandName(campaign?.bands ?? [], band, boards) || band
  const rate = ({ participants, roll }: Row) => shareOf(participants, roll)
  const text = (row: Row) => {
    const share = rate(row)
    return share === null ? none : percent(share)
  }
  const cols: Col<Row>[] = [
    {
      key: 'band',
      label: m.size,
      head: true,
      value: size,
    },
    {
      key: 'rate',
      label: m.rate,
      number: true,
      value: text,
      show: (row) => <BarCell wide text={text(row)} share={rate(row)} />,
    },
    {
      key: 'participants',
      label: m.participants,
      number: true,
      value: (row) => row.participants ?? countText(null, few),
    },
    { key: 'roll', label: m.roll, number: true, value: ({ roll }) => roll },
    { key: 'villages', label: m.villages, number: true, value: ({ villages }) => villages },
  ]
  return (
    <>
      <h2>{m.sizes}</h2>
      <Take
        shown={shown}
        table="sizes"
        title={m.sizes}
        printed={false}
        drawn={{
          bars: rows.map((row) => ({ label: size(row), text: text(row), share: rate(row) })),
        }}
      />
      <Table caption={m.sizes} cols={cols} rows={rows} rowKey={({ band }) => band} />
    </>
  )
}
