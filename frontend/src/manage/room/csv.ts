/** A table as it is shown and handed out: texts for the eye, and plain numbers where a cell is one. */
export interface Sheet {
  title: string
  heads: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

/** What a spreadsheet program would run as a formula. */
const formula = /^[\s]*[=+\-@\t\r]/

function cell(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : value
  const safe = typeof value === 'string' && formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/**
 * A file of the table as RFC 4180 has it, with the mark without which Excel takes it for another encoding. `notes` stand above: what it
 * is of, and when its figures are of.
 */
export function csvOf({ title, heads, rows }: Sheet, notes: readonly string[]): string {
  const lines = [[title], ...notes.map((note) => [note]), [], [...heads], ...rows]
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

/** Where the campaign runs, which has no summer time. */
const zoneMs = 7 * 3_600_000

/** A name for a file, of plain letters and the time of the province: "hocso-places-2026-11-27-15-05.csv". */
export function fileName(view: string, asOf: string, ending: string): string {
  const here = new Date(Date.parse(asOf) + zoneMs).toISOString()
  return `hocso-${view}-${here.slice(0, 16).replace(/[T:]/g, '-')}.${ending}`
}
