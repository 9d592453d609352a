import { ApiError, errorFrom } from '../../api/error'
import { accessToken } from '../../api/token'

const types: Record<string, string> = {
  csv: 'text/csv',
  txt: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** How a table is to be read: as it was told, or guessed. */
export interface ReadAs {
  encoding?: string | undefined
  columns?: readonly (string | null)[] | undefined
}

export const readQuery = ({ encoding, columns }: ReadAs) => ({
  encoding,
  columns: columns?.map((one) => one ?? '').join(','),
})

export type OnProgress = (done: number, of: number) => void

/** The server takes tables up to this size. */
const largest = { people: 12 * 1024 * 1024, villages: 1024 * 1024, rolls: 1024 * 1024 }

const wrongEndings: Record<string, string> = {
  xls: 'old_excel',
  ods: 'open_document',
  xlsm: 'macros',
  xlsb: 'not_readable',
  pdf: 'not_readable',
  doc: 'not_readable',
  docx: 'not_readable',
}

/** Why a file need not even be sent; empty if it may be a table. */
export function refusal({ name, size }: { name: string; size: number }, kind: keyof typeof largest): string {
  if (size > largest[kind]) return 'too_large'
  return wrongEndings[ending(name)] ?? ''
}

/** The fields of the columns once one column has another: a field is of one column only. */
export function withField(fields: readonly (string | null)[], column: number, field: string | null) {
  return fields.map((one, at) => (at === column ? field : one === field ? null : one))
}

const cell = (text: string) => (/[";\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)

/**
 * A table to fill in. Semicolons are what Excel with Vietnamese settings puts between cells; the mark at its beginning is that by which
 * Excel knows UTF-8.
 */
export function template(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('')}`
}

const ending = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase()

/** The file as it is now: once its program has saved it anew, the browser would not read it any more. */
export const copyOf = async (file: File): Promise<File> => new File([await file.arrayBuffer()], file.name)

/** Sends a table, or nothing, to an address of the API. */
export async function postTable(url: string, file?: File): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      Accept: 'application/json',
      Authorization: `Bearer ${await accessToken()}`,
      ...(file && { 'Content-Type': types[ending(file.name)] ?? 'application/octet-stream' }),
    },
    body: file ?? null,
  }).catch(() => {
    throw new ApiError(0, 'offline')
  })
  if (!response.ok) throw await errorFrom(response)
  return response
}
