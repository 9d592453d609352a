/** A whole number from 1 to `most` as somebody typed it, or null. */
export function whole(text: string, most: number): number | null {
  const value = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0
  return value >= 1 && value <= most ? value : null
}

export const mostHours = 72
export const mostUses = 500
