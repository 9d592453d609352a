import { zoneMs } from '../days'

/** A table as it is shown and handed out: texts for the eye, and plain numbers where a cell is one. */
export interface Sheet {
  title: string
  heads: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

/** What a spreadsheet program skips before it looks whether a cell is a formula. */
const skipped = /^[\s\u0085\p{Cf}"]+/u

/** Also full-width, small and raised forms of the signs count, as those programs take them. */
function startsFormula(text: string): boolean {
  const first = [...text.replace(skipped, '')][0]?.normalize('NFKC') ?? ''
  return /^[=+\-@\u2212]/.test(first)
}

/** What a cell shows on one line; looked at after each semicolon too, where a program may begin another cell in spite of quotes. */
function disarm(text: string): string {
  const line = text.replace(/[\t\n\r\u0085\u2028\u2029]/g, ' ').replace(/\p{Cc}/gu, '')
  return line
    .split(';')
    .map((part) => (startsFormula(part) ? `'${part}` : part))
    .join(';')
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = disarm(value)
  return /[";]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/**
 * A file of the table with semicolons, as Excel with Vietnamese settings knows it, and with the mark without which it takes the file for
 * another encoding. `notes` stand above: what it is of, and when its figures are of.
 */
export function csvOf({ title, heads, rows }: Sheet, notes: readonly string[]): string {
  const lines = [[title], ...notes.map((note) => [note]), [], [...heads], ...rows]
  return `\uFEFF${lines.map((line) => line.map(cell).join(';')).join('\r\n')}\r\n`
}

/** A name for a file, of plain letters and the time of the province: "hocso-places-2026-11-27-15-05.csv". */
export function fileName(view: string, asOf: string, ending: string): string {
  const here = new Date(Date.parse(asOf) + zoneMs).toISOString()
  return `hocso-${view}-${here.slice(0, 16).replace(/[T:]/g, '-')}.${ending}`
}
