import { useEffect, useRef, useState } from 'preact/hooks'
import { number } from '../../i18n/format'
import { useRegister } from './registerMessages'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'x'] as const
const length = 6

interface PinPadProps {
  label: string
  /** The PIN exists already, so the browser should not offer to make one up. */
  known?: boolean
  disabled?: boolean
  onDone: (pin: string) => void
}

/**
 * Large keys on the screen, as at a cash machine; the hidden-looking field above takes a keyboard or a pasted code.
 * Calls onDone with the sixth digit.
 */
export function PinPad({ label, known = false, disabled = false, onDone }: PinPadProps) {
  const { pin: m } = useRegister()
  const [pin, setPin] = useState('')
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    // The phone's own keyboard would cover the keys, so only a device with a mouse is given the field at once.
    if (matchMedia('(hover: hover)').matches) input.current?.focus()
  }, [])

  function set(text: string) {
    if (disabled) return
    const digits = text.replace(/\D/g, '').slice(0, length)
    setPin(digits)
    if (digits.length === length) onDone(digits)
  }

  return (
    <div class="pin">
      <label class="pin-field">
        <span class="hidden">{label}</span>
        <input
          ref={input}
          class="pin-input"
          type="password"
          inputMode="numeric"
          autoComplete={known ? 'off' : 'new-password'}
          value={pin}
          onInput={(event) => set(event.currentTarget.value)}
        />
        <span class="pin-dots" aria-hidden="true">
          {Array.from({ length }, (_, place) => (
            <span key={place} class={`pin-dot${place < pin.length ? ' pin-dot-on' : ''}`} />
          ))}
        </span>
      </label>
      <p class="hidden" role="status">
        {pin && m.entered(number(pin.length))}
      </p>
      <div class="pin-keys">
        {keys.map((key) =>
          key === '' ? (
            <span key="gap" />
          ) : (
            <button
              key={key}
              type="button"
              class="pin-key num"
              aria-label={key === 'x' ? m.eraseLabel : undefined}
              onClick={() => set(key === 'x' ? pin.slice(0, -1) : pin + key)}
            >
              {key === 'x' ? <span class="pin-erase">{m.erase}</span> : key}
            </button>
          ),
        )}
      </div>
    </div>
  )
}
