import type { ComponentChildren } from 'preact'
import { DataTable, type Sorting } from '../../components/DataTable/DataTable'
import { number } from '../../i18n/format'
import { ShareBar } from '../parts/ShareBar'

/** A column of a table. */
export interface Col<Row> {
  key: string
  label: string
  number?: boolean
  head?: boolean
  sortable?: boolean
  /** A plain number, or a text. */
  value: (row: Row) => string | number
  /** What the eye has; left out: the value, with numbers as people write them. */
  show?: (row: Row) => ComponentChildren
}

export interface TableProps<Row> {
  caption: ComponentChildren
  cols: readonly Col<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  summary?: Row
  sorting?: Sorting
}

const text = (value: string | number) => (typeof value === 'number' ? number(value) : value)

export function Table<Row>({ cols, ...rest }: TableProps<Row>) {
  const columns = cols.map(({ value, show, ...col }) => ({ ...col, cell: show ?? ((row: Row) => text(value(row))) }))
  return <DataTable {...rest} columns={columns} />
}

interface BarProps {
  text: string
  share: number | null
  mark?: number | undefined
  /** Where few columns leave the room for it. */
  wide?: boolean
}

/** A share as a bar with its text, and a target as an upright line on it. Where nothing is told there is no bar. */
export function BarCell({ text, share, mark, wide }: BarProps) {
  return (
    <span class={`room-bar${wide ? ' room-wide' : ''}`}>
      <strong class="num">{text}</strong>
      {share !== null && <ShareBar share={share} mark={mark} />}
    </span>
  )
}
