import { useId } from 'preact/hooks'
import { Icon } from '../../components/Icon/Icon'
import '../../components/Field/Field.css'

interface Choice {
  value: string
  label: string
}

/** Choices under a heading of their own. */
interface Group {
  group: string
  label: string
  choices: readonly Choice[]
}

interface SelectProps {
  label: string
  value: string
  /** Shown while nothing is chosen, where nothing may be. */
  none?: string
  choices: readonly Choice[] | readonly Group[]
  error?: string | undefined
  onChange: (value: string) => void
}

/** A choice among many, with the phone's own list. */
export function Select({ label, value, none, choices, error, onChange }: SelectProps) {
  const id = useId()
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <div class="select">
        <select
          id={id}
          class="field-input"
          value={value}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {none !== undefined && <option value="">{none}</option>}
          {choices.map((one) =>
            'group' in one ? (
              <optgroup key={one.group} label={one.label}>
                {one.choices.map(option)}
              </optgroup>
            ) : (
              option(one)
            ),
          )}
        </select>
        <Icon name="chevron-down" />
      </div>
      {error && (
        <p class="field-error" id={`${id}-error`} role="alert">
          <Icon name="triangle-alert" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}

const option = ({ value, label }: Choice) => (
  <option key={value} value={value}>
    {label}
  </option>
)
