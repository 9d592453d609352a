import { useState } from 'preact/hooks'
import { type Column, DataTable } from '../../components/DataTable/DataTable'
import { SortChoice } from '../../components/DataTable/SortChoice'
import { number, percent } from '../../i18n/format'
import { countText, shareBelow } from '../counts'
import { useManage } from '../messages'
import type { Manage } from '../messages.vi'
import { nextOrder, type Order, type PlaceRow, type SortKey, sortPlaces, startOrder } from '../sort'
import { ShareBar } from './ShareBar'
import './PlaceTable.css'

interface PlaceTableProps {
  caption: string
  /** Heading of the column of names. */
  place: string
  rows: readonly PlaceRow[]
  href: (id: string) => string
  summary: PlaceRow
}

/** Places with their figures; each heading sorts, and on a phone a choice above the cards does. */
export function PlaceTable({ caption, place, rows, href, summary }: PlaceTableProps) {
  const m = useManage()
  const [order, setOrder] = useState<Order>({ key: 'rate', down: true })
  const columns = columnsOf(place, href, m)
  const label = columns.find((column) => column.key === order.key)?.label ?? ''
  return (
    <div class="stack stack-tight">
      <SortChoice
        columns={columns}
        order={order}
        words={m.table}
        onKey={(key) => setOrder(startOrder(key as SortKey))}
        onTurn={() => setOrder({ ...order, down: !order.down })}
      />
      <DataTable
        caption={
          <>
            {caption} <span class="hidden">{m.table.sortedBy(label, order.down)}</span>
          </>
        }
        columns={columns}
        rows={sortPlaces(rows, order)}
        rowKey={(row) => row.id}
        summary={summary}
        sorting={{ ...order, onSort: (key) => setOrder(nextOrder(order, key as SortKey)) }}
      />
    </div>
  )
}

function columnsOf(place: string, href: (id: string) => string, m: Manage): Column<PlaceRow>[] {
  const count = (key: 'participants' | 'completed' | 'learners' | 'registered'): Column<PlaceRow> => ({
    key,
    label: m.table[key],
    number: true,
    sortable: true,
    cell: (row) => countText(row.totals[key], m.few),
  })
  return [
    {
      key: 'name',
      label: place,
      head: true,
      sortable: true,
      cell: (row) => (row.id ? <a href={href(row.id)}>{row.name}</a> : row.name),
    },
    { key: 'rate', label: m.table.rate, number: true, sortable: true, cell: (row) => <Rate row={row} /> },
    count('participants'),
    count('completed'),
    count('learners'),
    count('registered'),
    {
      key: 'roll',
      label: m.table.roll,
      number: true,
      sortable: true,
      cell: (row) => (row.totals.roll > 0 ? number(row.totals.roll) : '–'),
    },
  ]
}

/** A rate with a bar, or why there is none. */
export function Rate({ row }: { row: PlaceRow }) {
  const m = useManage()
  const { rate, roll } = row.totals
  if (rate === null) {
    const below = shareBelow(roll)
    return <span class="quiet">{below === null ? m.table.noRoll : m.under(percent(below))}</span>
  }
  return (
    <span class="rate">
      <strong>{percent(rate)}</strong>
      <ShareBar share={rate} />
    </span>
  )
}
