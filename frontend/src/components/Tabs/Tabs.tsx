import { useId } from 'preact/hooks'
import './Tabs.css'

interface TabsProps<T extends string> {
  /** What is being chosen, for screen readers. */
  label: string
  value: T
  choices: readonly { value: T; label: string }[]
  onChange: (value: T) => void
}

/** A segmented choice of two to four short words; radios underneath, so arrow keys work everywhere. */
export function Tabs<T extends string>({ label, value, choices, onChange }: TabsProps<T>) {
  const name = useId()
  return (
    <div class="tabs" role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} class={`tabs-choice${choice.value === value ? ' tabs-on' : ''}`}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </div>
  )
}
