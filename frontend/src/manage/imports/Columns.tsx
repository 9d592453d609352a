import type { TableColumn } from '../../api/schema'
import { Select } from '../desk/Select'
import { withField } from '../parts/tableFile'
import { type Kind, useTables } from './tables'
import './imports.css'

interface ColumnsProps {
  kind: Kind
  columns: readonly TableColumn[]
  /** What each is taken for: also a choice that the server has not answered yet. */
  fields: readonly (string | null)[]
  disabled: boolean
  /** Something is wrong with the file, so it may be this. */
  open: boolean
  onChange: (fields: (string | null)[]) => void
}

/** What each column of the file is taken for, with what stands in it, to be put right. */
export function Columns({ kind, columns, fields, disabled, open, onChange }: ColumnsProps) {
  const m = useTables()
  const choices = Object.entries(m.fields[kind]).map(([value, label]) => ({ value, label }))
  return (
    <details class="import-details" open={open}>
      <summary>{m.columns}</summary>
      <fieldset class="stack stack-tight" disabled={disabled}>
        <p class="quiet small">{m.columnsText}</p>
        <div class="import-columns">
          {columns.map((column, at) => (
            // Two columns may have the same label; their place tells them apart.
            <div key={at} class="import-column">
              <Select
                label={m.column(column.label || m.unnamed)}
                value={fields[at] ?? ''}
                none={m.skip}
                choices={choices}
                onChange={(field) => onChange(withField(fields, at, field || null))}
              />
              <p class="small quiet import-sample">{m.sample(column.samples.filter(Boolean).join(' · ') || '…')}</p>
            </div>
          ))}
        </div>
      </fieldset>
    </details>
  )
}
