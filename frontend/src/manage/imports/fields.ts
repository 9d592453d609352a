import { ending } from '../parts/tableFile'

/** What a column of a table of people says, in the order in which it is offered. */
export const importFields = [
  'name',
  'village',
  'phone',
  'account',
  'village_list',
  'statistics',
  'certificate',
  'id',
] as const

export type ImportField = (typeof importFields)[number]

/** The server takes files up to this size. */
export const largest = 12 * 1024 * 1024

const wrongEndings: Record<string, string> = {
  xls: 'old_excel',
  ods: 'open_document',
  xlsm: 'macros',
  xlsb: 'not_readable',
  pdf: 'not_readable',
  doc: 'not_readable',
  docx: 'not_readable',
}

/** Why a file need not even be sent; empty if it may be a table of people. */
export function refusal({ name, size }: { name: string; size: number }): string {
  if (size > largest) return 'too_large'
  return wrongEndings[ending(name)] ?? ''
}

/** The fields of the columns once one column has another: a field is of one column only. */
export function withField(fields: readonly (ImportField | null)[], column: number, field: ImportField | null) {
  return fields.map((one, at) => (at === column ? field : one === field ? null : one))
}

/** A table to fill in. Semicolons and the mark at its beginning are what Excel with Vietnamese settings knows. */
export function template(heads: readonly string[]): string {
  return `\uFEFF${heads.join(';')}\r\n`
}

/** The heads of the template, which the server knows by name. */
export const templateHeads = [
  'Họ và tên',
  'Thôn, buôn',
  'Số điện thoại',
  'Đồng ý tham gia',
  'Đồng ý hiện trong danh sách',
  'Đồng ý thống kê',
  'Đồng ý giấy chứng nhận',
]
