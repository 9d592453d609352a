import { useId } from 'preact/hooks'
import { Button } from '../Button/Button'
import type { Column } from './DataTable'
import '../Field/Field.css' // the choice looks like a field
import './DataTable.css'

interface SortChoiceProps<Row> {
  columns: readonly Column<Row>[]
  order: { key: string; down: boolean }
  words: { sortBy: string; turn: string }
  onKey: (key: string) => void
  onTurn: () => void
}

/** Stands above a table whose rows have become cards, and so have no headings to sort by. */
export function SortChoice<Row>({ columns, order, words, onKey, onTurn }: SortChoiceProps<Row>) {
  const id = useId()
  return (
    <div class="sort">
      <label for={id}>{words.sortBy}</label>
      <select
        id={id}
        class="field-input sort-select"
        value={order.key}
        onChange={(event) => onKey(event.currentTarget.value)}
      >
        {columns.map((column) => (
          <option key={column.key} value={column.key}>
            {column.label}
          </option>
        ))}
      </select>
      <Button fit look="quiet" icon={order.down ? 'arrow-down' : 'arrow-up'} onClick={onTurn}>
        {words.turn}
      </Button>
    </div>
  )
}
