import type { Card, Village, Ward } from '../../api/schema'
import { QrImage } from '../../components/QrImage/QrImage'
import { wardName } from '../../i18n/places'
import { usePeople } from '../people/messages'
import { nameSize } from './sheets'
import './card.css'

/** One card. Its only secret is in the QR code; nothing that signs in stands on it in clear. */
export function PaperCard({ card, village, ward }: { card: Card; village: Village; ward: Ward }) {
  const { cards: m, hidden } = usePeople()
  return (
    <article class="paper-card">
      <div class="paper-card-qr">
        <QrImage qr={card.qr} label={m.qr(card.name ?? hidden)} />
      </div>
      <div class="paper-card-text">
        <p class="paper-card-title">{m.card}</p>
        {card.name === null ? (
          <p class="paper-card-line">{m.line}</p>
        ) : (
          <p class={`paper-card-name paper-card-${nameSize(card.name)}`}>{card.name}</p>
        )}
        <p class="paper-card-place">
          {village.name}
          <br />
          {wardName(ward, true)}
        </p>
      </div>
      <p class="paper-card-use">{m.use}</p>
    </article>
  )
}
