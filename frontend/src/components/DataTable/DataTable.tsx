import type { ComponentChildren } from 'preact'
import './DataTable.css'

export interface Column<Row> {
  key: string
  label: string
  cell: (row: Row) => ComponentChildren
  number?: boolean
  /** The column that names the row; it heads the card on a phone. */
  head?: boolean
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
}

export function DataTable<Row>({ caption, columns, rows, rowKey, isYou, summary }: DataTableProps<Row>) {
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
            <th key={column.key} scope="col" role="columnheader" class={column.number ? 'table-number' : undefined}>
              {column.label}
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
