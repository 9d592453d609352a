import { number, percent } from '../../i18n/format'
import { countText } from '../counts'
import { useManage } from '../messages'
import { Figures } from '../parts/Figures'
import { byName } from '../sort'
import { LongTable } from './LongTable'
import { useRoom } from './messages'
import { nameOf, type PlaceInsight, shareOf } from './read'
import type { Shown } from './shown'
import { BarCell, type Col } from './Table'
import { Take } from './Take'

const helped = ({ work }: Pick<PlaceInsight, 'work'>) => shareOf(work.assisted, work.attempts ?? 0)

/** How much people hand in by themselves, and how much somebody hands in for them. */
export function Work({ shown }: { shown: Shown }) {
  const { work: m, none, ...words } = useRoom()
  const { few } = useManage()
  const { insights } = shown
  const { attempts, assisted } = insights.work
  const ofWard = insights.ward !== null
  const share = helped(insights)
  const rows = [...insights.places]
    .filter(({ work }) => work.attempts !== 0)
    .sort((a, b) => (helped(b) ?? -1) - (helped(a) ?? -1) || byName.compare(a.name, b.name))
  const text = (row: PlaceInsight) => {
    const part = helped(row)
    return part === null ? none : percent(part)
  }
  const cols: Col<PlaceInsight>[] = [
    { key: 'name', label: ofWard ? words.villages : words.wards, head: true, value: (row) => nameOf(row, ofWard) },
    {
      key: 'share',
      label: m.share,
      number: true,
      value: text,
      show: (row) => <BarCell wide text={text(row)} share={helped(row)} />,
    },
    { key: 'assisted', label: m.assisted, number: true, value: ({ work }) => work.assisted ?? countText(null, few) },
    { key: 'attempts', label: m.attempts, number: true, value: ({ work }) => work.attempts ?? countText(null, few) },
  ]
  return (
    <section class="stack">
      <h2>{m.title}</h2>
      <p>{m.lead}</p>
      {share === null || attempts === null || assisted === null ? (
        <p class="quiet">{m.hidden}</p>
      ) : (
        <>
          <div class="room-two">
            <Figures
              title={m.title}
              figures={[
                { label: m.own, value: percent(1 - share), thin: m.of(number(attempts - assisted), number(attempts)) },
                { label: m.assisted, value: percent(share), thin: m.of(number(assisted), number(attempts)) },
              ]}
            />
          </div>
          <p class="small quiet">{m.counted}</p>
          <Take
            shown={shown}
            table="work"
            title={m.title}
            drawn={{ bars: rows.map((row) => ({ label: nameOf(row, ofWard), text: text(row), share: helped(row) })) }}
          />
          <LongTable shown={shown} caption={m.share} cols={cols} rows={rows} rowKey={(row) => row.id} />
        </>
      )}
    </section>
  )
}
