import { useState } from 'preact/hooks'
import { type Column, DataTable } from '../../components/DataTable/DataTable'
import { SortChoice } from '../../components/DataTable/SortChoice'
import { number, percent } from '../../i18n/format'
import { wardName } from '../../i18n/places'
import { useMap } from './messages'
import { type MapKey, type Place, sorted } from './places'

/** The same figures as on the map, in lines. */
export function MapTable({ places }: { places: readonly Place[] }) {
  const m = useMap()
  const [order, setOrder] = useState<{ key: MapKey; down: boolean }>({ key: 'rank', down: false })
  const begin = (key: MapKey) => setOrder({ key, down: key !== 'rank' && key !== 'name' })
  const turn = () => setOrder({ ...order, down: !order.down })
  const figure = (value: number | null) => (value === null || value === 0 ? '–' : number(value))
  const columns: Column<Place>[] = [
    {
      key: 'rank',
      label: m.table.rank,
      number: true,
      sortable: true,
      cell: ({ rank, reason }) =>
        rank ? number(rank) : <span class="quiet small">{m.reasons[reason] ?? m.unranked}</span>,
    },
    {
      key: 'name',
      label: m.table.name,
      head: true,
      sortable: true,
      cell: ({ ward }) => <a href={`/boards/wards/${ward.code}`}>{wardName(ward, true)}</a>,
    },
    {
      key: 'rate',
      label: m.table.rate,
      number: true,
      sortable: true,
      cell: ({ rate }) => (rate === null ? '–' : <strong>{percent(rate)}</strong>),
    },
    {
      key: 'done',
      label: m.table.done,
      number: true,
      sortable: true,
      cell: ({ done }) => (done === 0 ? '0' : figure(done)),
    },
    { key: 'roll', label: m.table.roll, number: true, sortable: true, cell: ({ roll }) => figure(roll) },
  ]
  const label = columns.find((column) => column.key === order.key)?.label ?? ''
  return (
    <div class="stack stack-tight">
      <SortChoice columns={columns} order={order} words={m.table} onKey={(key) => begin(key as MapKey)} onTurn={turn} />
      <DataTable
        caption={
          <>
            {m.table.caption} <span class="hidden">{m.table.sortedBy(label, order.down)}</span>
          </>
        }
        columns={columns}
        rows={sorted(places, order.key, order.down)}
        rowKey={(row) => row.ward.code}
        sorting={{ ...order, onSort: (key) => (key === order.key ? turn() : begin(key as MapKey)) }}
      />
    </div>
  )
}
