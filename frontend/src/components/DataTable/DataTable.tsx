import type { ComponentChildren } from 'preact'
import { Icon } from '../Icon/Icon'
import './DataTable.css'

export interface Column<Row> {
  key: string
  label: string
  cell: (row: Row) => ComponentChildren
  number?: boolean
  /** The column that names the row; it heads the card on a phone. */
  head?: boolean
  /** Its heading sorts the table, which the caller does. */
  sortable?: boolean
}

export interface Sorting {
  key: string
  down: boolean
  onSort: (key: string) => void
}

interface DataTableProps<Row> {
  caption: ComponentChildren
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The reader's own row. */
  isYou?: (row: Row) => boolean
  /** A row of sums, which stays in sight. */
  summary?: Row
  sorting?: Sorting
}

export function DataTable<Row>({ caption, columns, rows, rowKey, isYou, summary, sorting }: DataTableProps<Row>) {
  const cells = (row: Row) =>
    columns.map((column) => (
      <td
        key={column.key}
        role="cell"
        data-label={column.label}
        class={`${column.number ? 'table-number' : ''} ${column.head ? 'table-head' : ''}`.trim() || undefined}
      >
        {column.cell(row)}
      </td>
    ))
  // The explicit roles keep the table a table for screen readers once CSS has made cards of it.
  return (
    <table class="table" role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              role="columnheader"
              class={column.number ? 'table-number' : undefined}
              aria-sort={sorting?.key === column.key ? (sorting.down ? 'descending' : 'ascending') : undefined}
            >
              {sorting && column.sortable ? <SortButton column={column} sorting={sorting} /> : column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" class={isYou?.(row) ? 'table-you' : undefined}>
            {cells(row)}
          </tr>
        ))}
      </tbody>
      {summary && (
        <tfoot role="rowgroup">
          <tr role="row">{cells(summary)}</tr>
        </tfoot>
      )}
    </table>
  )
}

function SortButton<Row>({ column, sorting }: { column: Column<Row>; sorting: Sorting }) {
  return (
    <>
      <button type="button" class="table-sort" onClick={() => sorting.onSort(column.key)}>
        <span>{column.label}</span>
        {sorting.key === column.key && <Icon name={sorting.down ? 'arrow-down' : 'arrow-up'} />}
      </button>
      {/* Where the headings cannot be seen nobody should reach a button in them, but they still name the columns. */}
      <span class="table-unsorted">{column.label}</span>
    </>
  )
}
