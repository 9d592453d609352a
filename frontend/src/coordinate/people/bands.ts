const youngest = 16
const oldestBand = 1920

/** The decades in which people with an account may have been born, the latest first. */
export function birthBands(now: Date): string[] {
  const bands: string[] = []
  const latest = Math.floor((now.getFullYear() - youngest) / 10) * 10
  for (let band = latest; band >= oldestBand; band -= 10) bands.push(String(band))
  return bands
}
