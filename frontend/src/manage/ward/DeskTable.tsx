import { useLocation } from 'preact-iso'
import type { WardProgress } from '../../api/schema'
import { Sparkline } from '../../boards/parts/Sparkline'
import { type Column, DataTable } from '../../components/DataTable/DataTable'
import { SortChoice } from '../../components/DataTable/SortChoice'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { countText } from '../counts'
import { useManage } from '../messages'
import type { Manage } from '../messages.vi'
import { Rate } from '../parts/PlaceTable'
import {
  nextOrder,
  type Order,
  orderOf,
  orderSearch,
  type PlaceRow,
  type SortKey,
  sortPlaces,
  startOrder,
} from '../sort'
import { useWardWords } from './messages'
import type { WardWords } from './messages.vi'
import '../desk/desk.css'
import './ward.css'

type Line = WardProgress['villages'][number]

interface DeskRow extends PlaceRow {
  trend: number[]
  line: Line | null
}

interface DeskTableProps {
  caption: string
  ward: WardProgress
}

/** The villages of a ward as its officers look at them on a Monday: how each goes of late, and what it waits for. */
export function DeskTable({ caption, ward }: DeskTableProps) {
  const m = useManage()
  const words = useWardWords()
  const { path, query, route } = useLocation()
  const order = orderOf(query.sort)
  const setOrder = (next: Order) => route(`${path}${orderSearch(next)}`, true)
  const columns = columnsOf(m, words)
  const label = columns.find((column) => column.key === order.key)?.label ?? ''
  const rows = ward.villages.map(rowOf)
  const sum: DeskRow = { id: '', name: m.table.sum, totals: ward.totals, ...ward.lately, line: null }
  return (
    <div class="stack stack-tight">
      <p class="small quiet">
        {words.table.trend} {words.table.today}
      </p>
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
        summary={sum}
        sorting={{ ...order, onSort: (key) => setOrder(nextOrder(order, key as SortKey)) }}
      />
    </div>
  )
}

const rowOf = (line: Line): DeskRow => ({
  id: line.village.id,
  name: capital(line.village.name),
  totals: line.totals,
  ...line.lately,
  line,
})

function columnsOf(m: Manage, words: WardWords): Column<DeskRow>[] {
  const count = (key: 'participants' | 'completed' | 'registered'): Column<DeskRow> => ({
    key,
    label: m.table[key],
    number: true,
    sortable: true,
    cell: (row) => countText(row.totals[key], m.few),
  })
  return [
    { key: 'name', label: words.table.place, head: true, sortable: true, cell: (row) => <Place row={row} /> },
    { key: 'rate', label: words.table.rate, number: true, sortable: true, cell: (row) => <Rate row={row} /> },
    { key: 'gain', label: words.table.lately, number: true, sortable: true, cell: (row) => <Lately row={row} /> },
    count('participants'),
    count('completed'),
    count('registered'),
    { key: 'roll', label: m.table.roll, number: true, sortable: true, cell: (row) => <Roll row={row} /> },
  ]
}

const states = { review: { tone: 'wait', icon: 'clock' }, excluded: { tone: 'plain', icon: 'x' } } as const

/** A village with what is to be known before its figures are believed, and what waits there. */
function Place({ row }: { row: DeskRow }) {
  const { table: m } = useWardWords()
  if (!row.line) return <>{row.name}</>
  const { state, flags, waiting } = row.line
  return (
    <span class="desk-place">
      <a href={`/village/${row.id}`}>{row.name}</a>
      <span class="desk-chips">
        {state !== '' && <StatusChip {...states[state]}>{m[state]}</StatusChip>}
        {state === '' && flags.length > 0 && (
          <StatusChip tone="good" icon="circle-check">
            {m.flags}
          </StatusChip>
        )}
        {waiting && (
          <StatusChip tone="wait" icon="clock">
            {m.waiting(number(waiting.adults))}
          </StatusChip>
        )}
      </span>
    </span>
  )
}

function Lately({ row }: { row: DeskRow }) {
  const m = useManage()
  const { table } = useWardWords()
  const gain = row.gain ?? null
  return (
    <span class="lately">
      {gain === null ? (
        <span class="quiet">{m.few}</span>
      ) : (
        <>
          <span aria-hidden="true">{table.gain(number(gain))}</span>
          <span class="hidden">{table.gainWords(number(gain))}</span>
        </>
      )}
      <Sparkline trend={row.trend} />
    </span>
  )
}

/** How many adults there are, and by which version of the roll. */
function Roll({ row }: { row: DeskRow }) {
  const { table: m } = useWardWords()
  const roll = row.line?.village.roll
  return (
    <span>
      {row.totals.roll > 0 ? number(row.totals.roll) : '–'}
      {roll && <span class="desk-version">{m.version(number(roll.version))}</span>}
    </span>
  )
}
