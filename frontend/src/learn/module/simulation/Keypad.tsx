import { typed } from '../../simulation'
import { type Hand, Spot } from './Spot'

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]

/** A number pad with a display of what was typed. */
export function Keypad({ label, ...hand }: Hand & { label: string }) {
  return (
    <fieldset class="part-keypad" aria-label={label}>
      <p class="part-small">{label}</p>
      <p class="part-display num">{typed(hand.play)}</p>
      <div class="part-keys">
        {digits.map((digit) => (
          <Spot key={digit} spot={`k${digit}`} class="part-key num" {...hand}>
            {digit}
          </Spot>
        ))}
      </div>
    </fieldset>
  )
}
