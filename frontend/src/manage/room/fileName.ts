import { zoneMs } from '../days'

/** A name for a file, of plain letters and the time of the province: "hocso-places-2026-11-27-15-05.csv". */
export function fileName(view: string, asOf: string, ending: string): string {
  const here = new Date(Date.parse(asOf) + zoneMs).toISOString()
  return `hocso-${view}-${here.slice(0, 16).replace(/[T:]/g, '-')}.${ending}`
}
