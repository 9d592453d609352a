import { useId } from 'preact/hooks'
import './parts.css'

interface ChoiceProps {
  label: string
  value: string
  choices: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

/** One of several in the phone's own list: more choices than a row of tabs has room for. */
export function Choice({ label, value, choices, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <div class="choice">
      <label class="choice-label" for={id}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  )
}
