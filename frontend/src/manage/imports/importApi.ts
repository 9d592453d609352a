import { address, call } from '../../api/client'
import { ApiError } from '../../api/error'
import type {
  Import,
  ImportOutcome,
  ListVillageImportsAnswer,
  Problem,
  UUID,
  VillageOutcome,
  VillageUndo,
  WardCode,
} from '../../api/schema'
import { type OnProgress, postTable, type ReadAs, readQuery } from '../parts/tableFile'

interface Line<T> {
  done?: number
  of?: number
  outcome?: T
  problem?: Problem
}

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
    (await postTable(address(`/wards/${ward}/imports/check`, readQuery(as)), file)).json(),
  take: async (ward: WardCode, file: File, as: ReadAs, onProgress: OnProgress): Promise<ImportOutcome> =>
    follow(
      await postTable(address(`/wards/${ward}/imports/people`, { ...readQuery(as), agreed: true }), file),
      onProgress,
    ),
  list: (ward: WardCode) => call<{ items: Import[] }>('GET', `/wards/${ward}/imports`),
  undo: async (ward: WardCode, id: UUID, onProgress: OnProgress): Promise<{ erased: number; kept: number }> =>
    follow(await postTable(address(`/wards/${ward}/imports/${id}/undo`)), onProgress),
}

/** Makes of a ward's villages what a list says, or only asks what it would. */
export const villageApi = async (ward: WardCode, file: File, as: ReadAs, dry: boolean): Promise<VillageOutcome> =>
  (
    await postTable(address(`/wards/${ward}/villages/file`, { ...readQuery(as), dry_run: dry || undefined }), file)
  ).json()

export const villageUndoApi = {
  list: (ward: WardCode) => call<ListVillageImportsAnswer>('GET', `/wards/${ward}/villages/imports`),
  /** Undoes a list, or only asks what that would do. */
  undo: (ward: WardCode, id: UUID, dry: boolean) =>
    call<VillageUndo>('POST', `/wards/${ward}/villages/imports/${id}/undo${dry ? '?dry_run=true' : ''}`),
}

/** The heads of the templates, which the server knows by name. */
export const peopleHeads = [
  'Họ và tên',
  'Thôn, buôn',
  'Số điện thoại',
  'Năm sinh',
  'Đồng ý tham gia',
  'Đồng ý hiện trong danh sách',
  'Đồng ý thống kê',
  'Đồng ý giấy chứng nhận',
]
export const villageHeads = ['Mã', 'Tên thôn', 'Loại']
