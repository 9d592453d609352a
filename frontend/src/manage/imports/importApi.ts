import { address, call } from '../../api/client'
import { ApiError } from '../../api/error'
import type { Problem, UUID, WardCode } from '../../api/schema'
import { postTable } from '../parts/tableFile'
import type { ImportField } from './fields'

export interface ImportColumn {
  label: string
  field: ImportField | null
  samples: string[]
}

export interface ImportFault {
  row: number
  field: ImportField | ''
  code: string
}

export interface ImportOutcome {
  import: UUID | null
  encoding: string | null
  columns: ImportColumn[]
  rows: number
  added: number
  known: number
  fault_count: number
  faults: ImportFault[]
}

export interface ImportMade {
  id: UUID
  by: string | null
  at: string
  until: string
  undone: boolean
}

export interface ReadAs {
  encoding?: string | undefined
  columns?: readonly (ImportField | null)[] | undefined
}

export type OnProgress = (done: number, of: number) => void

interface Line<T> {
  done?: number
  of?: number
  outcome?: T
  problem?: Problem
}

const query = ({ encoding, columns }: ReadAs) => ({ encoding, columns: columns?.map((one) => one ?? '').join(',') })

/** Each line of an answer that comes bit by bit. */
export async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.getReader()
  if (!reader) return
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    const lines = (rest + decoder.decode(value, { stream: !done })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines.filter(Boolean)
    if (done) return
  }
}

/** Follows long work to its end. An answer that breaks off fails as `broken`: whether the work was done is not known. */
export async function follow<T>(response: Response, onProgress: OnProgress): Promise<T> {
  try {
    for await (const text of linesOf(response)) {
      const line: Line<T> = JSON.parse(text)
      if (line.problem) throw new ApiError(line.problem.status, line.problem.code, null, [], line.problem.request_id)
      if (line.outcome) return line.outcome
      onProgress(line.done ?? 0, line.of ?? 0)
    }
  } catch (error) {
    if (error instanceof ApiError) throw error
  }
  throw new ApiError(0, 'broken')
}

export const importApi = {
  check: async (ward: WardCode, file: File, as: ReadAs): Promise<ImportOutcome> =>
    (await postTable(address(`/wards/${ward}/imports/check`, query(as)), file)).json(),
  take: async (ward: WardCode, file: File, as: ReadAs, onProgress: OnProgress): Promise<ImportOutcome> =>
    follow(await postTable(address(`/wards/${ward}/imports/people`, { ...query(as), agreed: true }), file), onProgress),
  list: (ward: WardCode) => call<{ items: ImportMade[] }>('GET', `/wards/${ward}/imports`),
  undo: async (ward: WardCode, id: UUID, onProgress: OnProgress): Promise<{ erased: number; kept: number }> =>
    follow(await postTable(address(`/wards/${ward}/imports/${id}/undo`)), onProgress),
}
