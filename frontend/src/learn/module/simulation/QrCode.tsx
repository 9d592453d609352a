// Each row begins elsewhere in the same pattern of dashes; the white frame hides where.
const rows = Array.from({ length: 23 }, (_, row) => `M${-((row * row * 5) % 13)} ${row + 1.5}h40`)

/** Looks like a QR code and is none: nothing could be read from it by chance. */
export function QrCode() {
  return (
    <svg class="qr" viewBox="0 0 25 25" aria-hidden="true" focusable="false">
      <path d={rows.join('')} stroke="#000" stroke-dasharray="2 1 1 2 1 1 3 1" />
      <path d="M.5.5h24v24h-24z" fill="none" stroke="#fff" />
      <path d="M1 1h8v8h-8zM16 1h8v8h-8zM1 16h8v8h-8z" fill="#fff" />
      <path d="M1.5 1.5h6v6h-6zM17.5 1.5h6v6h-6zM1.5 17.5h6v6h-6z" fill="none" stroke="#000" />
      <path d="M3 3h3v3h-3zM19 3h3v3h-3zM3 19h3v3h-3z" />
    </svg>
  )
}
