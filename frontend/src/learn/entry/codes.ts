/** What a QR code of the campaign, or the address that it opens, asks for. */
export type Scanned = { kind: 'card'; token: string } | { kind: 'join'; code: string }

/** What stands behind the # of an address. */
export const fragment = (hash: string) => {
  const text = hash.replace(/^#/, '')
  try {
    return decodeURIComponent(text).trim()
  } catch {
    return text.trim()
  }
}

/** Reads what a QR code holds: a card's or a join code's address. Whose site it names is for the server to judge. */
export function scanned(text: string): Scanned | null {
  const found = /^https?:\/\/[^/]+\/(card|join)\/?#(.+)$/.exec(text.trim())
  if (!found) return null
  const secret = fragment(found[2] as string)
  return found[1] === 'card' ? { kind: 'card', token: secret } : { kind: 'join', code: secret }
}

/** A code as people type it, without what they add to read it better. The server is as lenient. */
export const tidy = (code: string) => code.toUpperCase().replace(/[\s\-–—.]/g, '')
