import { number, percent } from '../../i18n/format'
import { countText } from '../counts'
import { useManage } from '../messages'
import { Figures } from '../parts/Figures'
import { LongTable } from './LongTable'
import { useRoom } from './messages'
import { rateText } from './rate'
import { missingTo, nameOf, type PlaceInsight, placesIn, reachedTargets, shareOf } from './read'
import type { Shown } from './shown'
import { BarCell, type Col } from './Table'
import { Take } from './Take'

/** What was set out for beside what was reached, of the whole and of each place. */
export function Targets({ shown }: { shown: Shown }) {
  const { targets: m, ...words } = useRoom()
  const manage = useManage()
  const { insights, state } = shown
  const { participants, completed, roll } = insights.totals
  const ofWard = insights.ward !== null
  const figure = (label: string, people: number | null, target: number) => {
    const share = shareOf(people, roll)
    const missing = missingTo(target, people, roll)
    const left = missing === null ? '' : `, ${missing > 0 ? m.missing(number(missing)) : m.there}`
    return {
      label,
      value: share === null ? words.none : percent(share),
      thin: target > 0 ? `${m.goal(`${number(target)} %`)}${left}` : m.noGoal,
    }
  }
  const rows = placesIn(insights, { ...state, sort: 'target', turned: false, text: '', band: undefined })
  const { reached, of } = reachedTargets(insights.places)
  const cols = useColumns(ofWard)
  return (
    <section class="stack">
      <h2>{m.title}</h2>
      <div class="room-two">
        <Figures
          title={m.title}
          figures={[
            figure(m.participation, participants, insights.targets.participation),
            figure(m.completion, completed, insights.targets.completion),
          ]}
        />
      </div>
      {of === 0 ? (
        <p>
          {m.unset} <a href="/province/campaign">{m.set}</a>
        </p>
      ) : (
        <>
          <p>{m.reached(number(reached), number(of))}</p>
          <Take
            shown={shown}
            table="targets"
            title={m.title}
            drawn={{
              bars: rows.map((row) => ({
                label: nameOf(row, ofWard),
                text: rateText(row.totals, manage),
                share: row.totals.rate,
                mark: row.target > 0 ? row.target / 100 : undefined,
              })),
            }}
          />
          <LongTable shown={shown} caption={m.order} cols={cols} rows={rows} rowKey={(row) => row.id} />
        </>
      )}
    </section>
  )
}

function useColumns(ofWard: boolean): Col<PlaceInsight>[] {
  const { wards, villages, targets: m } = useRoom()
  const manage = useManage()
  const toGo = ({ target, totals }: PlaceInsight) => missingTo(target, totals.participants, totals.roll)
  return [
    { key: 'name', label: ofWard ? villages : wards, head: true, value: (row) => nameOf(row, ofWard) },
    {
      key: 'rate',
      label: m.rate,
      number: true,
      value: (row) => rateText(row.totals, manage),
      show: (row) => (
        <BarCell
          wide
          text={rateText(row.totals, manage)}
          share={row.totals.rate}
          mark={row.target > 0 ? row.target / 100 : undefined}
        />
      ),
    },
    {
      key: 'target',
      label: m.target,
      number: true,
      value: ({ target }) => (target > 0 ? `${number(target)} %` : '–'),
    },
    {
      key: 'togo',
      label: m.toGo,
      number: true,
      value: (row) => {
        const missing = toGo(row)
        return missing === 0 ? m.there : (missing ?? '–')
      },
    },
    {
      key: 'participants',
      label: m.participants,
      number: true,
      value: ({ totals }) => totals.participants ?? countText(null, manage.few),
    },
    { key: 'roll', label: m.roll, number: true, value: ({ totals }) => totals.roll || '–' },
  ]
}
