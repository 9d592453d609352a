/** Cards on one sheet of A4. */
export const perSheet = 8

/** In the order given, a sheet at a time; the last one may have fewer. */
export function sheets<T>(cards: readonly T[]): T[][] {
  const pages: T[][] = []
  for (let at = 0; at < cards.length; at += perSheet) pages.push(cards.slice(at, at + perSheet))
  return pages
}

/** How large a name may be so that up to 80 letters fit on a card: four steps, measured on the printed sheet. */
export function nameSize(name: string): 'large' | 'middle' | 'small' | 'tiny' {
  const longest = Math.max(...name.split(/\s+/).map((word) => word.length))
  if (name.length > 60 || longest > 22) return 'tiny'
  if (name.length > 42 || longest > 18) return 'small'
  return name.length > 22 || longest > 12 ? 'middle' : 'large'
}
