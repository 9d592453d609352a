import type { Part } from '../../../api/schema'
import { Icon } from '../../../components/Icon/Icon'
import { useLearn } from '../../messages'
import { isOn } from '../../simulation'
import { Keypad } from './Keypad'
import { QrCode } from './QrCode'
import { type Hand, Spot } from './Spot'

/** One part of a screen, drawn as its kind says. */
export function PhonePart({ part, ...hand }: Hand & { part: Part }) {
  const { simulation: m } = useLearn()
  const { kind, text, spot } = part
  switch (kind) {
    case 'title':
    case 'text':
    case 'note':
      return <p class={`part-${kind}`}>{text}</p>
    case 'keypad':
      return <Keypad label={text} {...hand} />
    case 'icon':
      return (
        <Spot spot={spot} class="part-icon" {...hand}>
          <span class="part-tile" aria-hidden="true">
            {[...text.trim()][0]}
          </span>
          <span class="part-name">{text}</span>
        </Spot>
      )
    case 'row':
      return (
        <Spot spot={spot} class="part-row" {...hand}>
          <span class="part-words">
            <span>{text}</span>
            {part.detail && <span class="part-small">{part.detail}</span>}
          </span>
          <Icon name="chevron-right" />
        </Spot>
      )
    case 'field':
      return (
        <Spot spot={spot} class="part-field" {...hand}>
          <span class="part-small">{text}</span>
          <span class="part-box">{part.value}</span>
        </Spot>
      )
    case 'switch': {
      const on = isOn(part, hand.play)
      return (
        <Spot spot={spot} class={`part-switch${on ? ' part-on' : ''}`} {...hand}>
          <span class="part-words">{text}</span>
          <span class="part-small">{on ? m.on : m.off}</span>
          <span class="part-track" aria-hidden="true" />
        </Spot>
      )
    }
    case 'message':
      return (
        <Spot spot={spot} class="part-message" {...hand}>
          {part.from && <span class="part-small">{part.from}</span>}
          <span class="part-bubble">{text}</span>
        </Spot>
      )
    case 'qr':
      return (
        <Spot spot={spot} class="part-qr" {...hand}>
          <QrCode />
          <span>{text}</span>
        </Spot>
      )
    default:
      return (
        <Spot spot={spot} class={`part-${kind}${part.main ? ' part-main' : ''}`} {...hand}>
          {text}
        </Spot>
      )
  }
}
