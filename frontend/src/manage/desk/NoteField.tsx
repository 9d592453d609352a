import { useId } from 'preact/hooks'
import { Icon } from '../../components/Icon/Icon'
import '../../components/Field/Field.css'

interface NoteFieldProps {
  label: string
  hint: string
  value: string
  error: string | undefined
  onInput: (value: string) => void
}

/** A few sentences; the server takes up to 500 characters. */
export function NoteField({ label, hint, value, error, onInput }: NoteFieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <div class="field-hint" id={`${id}-hint`}>
        {hint}
      </div>
      <textarea
        id={id}
        class="field-input desk-note"
        maxLength={500}
        value={value}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {error && (
        <p class="field-error" id={`${id}-error`} role="alert">
          <Icon name="triangle-alert" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}
