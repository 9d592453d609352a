import { useState } from 'preact/hooks'
import { type Column, DataTable } from '../../components/DataTable/DataTable'
import { SortChoice } from '../../components/DataTable/SortChoice'
import { number, percent } from '../../i18n/format'
import { wardName } from '../../i18n/places'
import { useMap } from './messages'
import { type MapKey, type Place, type Rate, sorted } from './places'

interface MapTableProps {
  places: readonly Place[]
  measure: Rate
  /** Of the campaign, for the links. */
  search: string
}

/** The same figures as on the map, in lines. */
export function MapTable({ places, measure, search }: MapTableProps) {
  const m = useMap()
  const [order, setOrder] = useState<{ key: MapKey; down: boolean }>({ key: 'rank', down: false })
  const [told, setTold] = useState(false)
  const sort = (next: typeof order) => {
    setOrder(next)
    setTold(true)
  }
  const begin = (key: MapKey) => sort({ key, down: key !== 'rank' && key !== 'name' })
  const turn = () => sort({ ...order, down: !order.down })
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
      cell: ({ ward }) => <a href={`/boards/wards/${ward.code}${search}`}>{wardName(ward, true)}</a>,
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
      label: m.measure[measure].done,
      number: true,
      sortable: true,
      cell: ({ done }) => (done === 0 ? '0' : figure(done)),
    },
    { key: 'roll', label: m.table.roll, number: true, sortable: true, cell: ({ roll }) => figure(roll) },
  ]
  const label = columns.find((column) => column.key === order.key)?.label ?? ''
  const words = m.table.order[order.key === 'name' || order.key === 'rank' ? order.key : 'figure']
  const sortedBy = m.table.sortedBy(label, words[order.down ? 1 : 0] ?? '')
  return (
    <div class="stack stack-tight">
      <p class="hidden" role="status">
        {told && sortedBy}
      </p>
      <SortChoice columns={columns} order={order} words={m.table} onKey={(key) => begin(key as MapKey)} onTurn={turn} />
      <DataTable
        caption={
          <>
            {m.table.caption} <span class="hidden">{sortedBy}</span>
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
