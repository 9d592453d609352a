import apartSprite from './apart.svg'
import { apart, type IconName } from './names'
import sprite from './sprite.svg'
import './Icon.css'

/** An icon always stands beside words, so it is silent for screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" aria-hidden="true" focusable="false">
      <use href={`${apart.test(name) ? apartSprite : sprite}#${name}`} />
    </svg>
  )
}
