import type { QR } from '../../api/schema'
import './QrImage.css'

/** Always black on white, since not every camera reads the opposite. */
export function QrImage({ qr, label }: { qr: QR; label: string }) {
  return (
    <svg
      class="qr-image"
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${qr.size}v${qr.size}H0z`} />
      <path fill="#000" d={qr.path} />
    </svg>
  )
}
