import type { ComponentChildren, Ref } from 'preact'
import { useId } from 'preact/hooks'
import { Icon } from '../Icon/Icon'
import './Field.css'

interface FieldProps {
  label: string
  value: string
  onInput: (value: string) => void
  hint?: ComponentChildren
  error?: string | undefined
  type?: 'text' | 'tel' | 'password' | 'search' | 'date' | 'number'
  inputMode?: 'numeric' | 'tel' | 'search' | 'text'
  autoComplete?: string
  maxLength?: number
  required?: boolean
  /** Wide digits, for a PIN or a code. */
  code?: boolean
  placeholder?: string
  inputRef?: Ref<HTMLInputElement>
}

export function Field(props: FieldProps) {
  const id = useId()
  const { label, value, onInput, hint, error, code = false, inputRef = null } = props
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {hint && (
        <div class="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <input
        ref={inputRef}
        id={id}
        class={`field-input${code ? ' field-code' : ''}`}
        // Preact types each kind of input apart and cannot follow a kind that varies.
        type={(props.type ?? 'text') as 'text'}
        inputMode={props.inputMode}
        autoComplete={props.autoComplete}
        maxLength={props.maxLength}
        required={props.required}
        placeholder={props.placeholder}
        value={value}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={described || undefined}
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

interface SwitchProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  children?: ComponentChildren
}

/** One yes-or-no with its explanation; the whole row is the target. */
export function Switch({ label, checked, onChange, children }: SwitchProps) {
  const id = useId()
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        aria-labelledby={`${id}-label`}
        aria-describedby={children ? `${id}-text` : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span class="switch-text">
        <span class="switch-label" id={`${id}-label`}>
          {label}
        </span>
        {children && (
          <span class="small quiet" id={`${id}-text`}>
            {children}
          </span>
        )}
      </span>
    </label>
  )
}
