import { useBoards } from '../../boards/messages'
import { Choice } from '../../boards/parts/Choice'
import { bandName } from '../../boards/parts/words'
import { SortChoice } from '../../components/DataTable/SortChoice'
import { Field } from '../../components/Field/Field'
import { number, percent } from '../../i18n/format'
import { countText } from '../counts'
import { useManage } from '../messages'
import { LongTable } from './LongTable'
import { useRoom } from './messages'
import { rateText } from './rate'
import { nameOf, type PlaceInsight, placesIn } from './read'
import type { Shown } from './shown'
import { addressOf, changed, downwards, type SortKey, sorted } from './state'
import { BarCell, type Col } from './Table'
import { Take } from './Take'

/** The wards of the province or the villages of a ward, sorted and filtered; each leads to what is below it. */
export function Places({ shown }: { shown: Shown }) {
  const { places: m, ...words } = useRoom()
  const manage = useManage()
  const boards = useBoards()
  const { state, insights, campaign, go } = shown
  const ofWard = insights.ward !== null
  const rows = placesIn(insights, state)
  const cols = usePlaceColumns(shown)
  const title = ofWard ? m.villages : m.wards
  const bands = campaign?.bands ?? []
  const down = downwards(state)
  const sort = (key: string) => go(sorted(state, key as SortKey))
  const order = { key: state.sort as string, down }
  return (
    <section class="stack">
      <h2>{title}</h2>
      <div class="room-choices">
        <Field
          type="search"
          label={m.filter}
          value={state.text}
          onInput={(text) => go({ text })}
          maxLength={80}
          autoComplete="off"
        />
        {ofWard && bands.length > 1 && (
          <Choice
            label={m.size}
            value={state.band ?? ''}
            choices={[
              { value: '', label: m.all },
              ...bands.map(({ id }) => ({ value: id, label: bandName(bands, id, boards) })),
            ]}
            onChange={(band) => go({ band: band || undefined })}
          />
        )}
      </div>
      <p class="small quiet" role="status">
        {rows.length ? m.shown(number(rows.length)) : m.empty}
        {rows.length > 0 && rows.length < insights.places.length && ` ${m.whole}`}
      </p>
      {rows.length > 0 && (
        <>
          <Take
            shown={shown}
            table="places"
            title={title}
            drawn={{
              bars: rows.map((row) => ({
                label: nameOf(row, ofWard),
                text: rateText(row.totals, manage),
                share: row.totals.rate,
              })),
            }}
          />
          <SortChoice
            columns={cols.filter(({ sortable }) => sortable).map((col) => ({ ...col, cell: col.value }))}
            order={order}
            words={manage.table}
            onKey={sort}
            onTurn={() => go({ turned: !state.turned })}
          />
          <LongTable
            shown={shown}
            caption={words[ofWard ? 'villages' : 'wards']}
            cols={cols}
            rows={rows}
            rowKey={(row) => row.id}
            sorting={{ ...order, onSort: sort }}
          />
        </>
      )}
    </section>
  )
}

/** "12 % thấp hơn": how far a rate is from its target, in points of a hundred. */
function gap({ target, totals: { rate } }: PlaceInsight, m: ReturnType<typeof useRoom>['places']): string {
  if (target <= 0 || rate === null) return '–'
  const points = rate - target / 100
  return points < 0 ? m.under(percent(-points)) : m.over(percent(points))
}

/** What is told of each place, also beside the map. */
export function usePlaceColumns(shown: Shown): Col<PlaceInsight>[] {
  const { places: m, targets, villages } = useRoom()
  const manage = useManage()
  const { table } = manage
  const { state, insights } = shown
  const ofWard = insights.ward !== null
  const count = (value: number | null) => value ?? countText(null, manage.few)
  const col = (key: SortKey, label: string, value: (row: PlaceInsight) => string | number): Col<PlaceInsight> => ({
    key,
    label,
    value,
    number: true,
    sortable: true,
  })
  const below = (id: string) =>
    ofWard ? `/village/${id}` : addressOf(changed(state, { ward: id, view: 'places', text: '' }))
  return [
    {
      key: 'name',
      label: m.name,
      head: true,
      sortable: true,
      value: (row) => nameOf(row, ofWard),
      show: (row) => <a href={below(row.id)}>{nameOf(row, ofWard)}</a>,
    },
    {
      ...col('rate', table.rate, (row) => rateText(row.totals, manage)),
      show: (row) => <BarCell text={rateText(row.totals, manage)} share={row.totals.rate} />,
    },
    col('target', m.target, (row) => gap(row, m)),
    col('participants', targets.participants, ({ totals }) => count(totals.participants)),
    col('gain', m.gain, ({ gain }) => count(gain)),
    col('completed', table.completed, ({ totals }) => count(totals.completed)),
    col('registered', table.registered, ({ totals }) => count(totals.registered)),
    col('roll', table.roll, ({ totals }) => totals.roll || '–'),
    ...(ofWard ? [] : [{ key: 'villages', label: villages, number: true, value: (row: PlaceInsight) => row.villages }]),
  ]
}
