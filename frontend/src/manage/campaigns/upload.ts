import type { RollOutcome } from '../../api/campaigns'
import { address } from '../../api/client'
import { ApiError, errorFrom } from '../../api/error'
import type { Day, WardCode } from '../../api/schema'
import { accessToken } from '../../api/token'

/** The server takes files up to this size. */
export const largest = 1024 * 1024

const types: Record<string, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

const ending = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase()

/** Whether a file may be a table of rolls at all. */
export const suits = (file: File) => ending(file.name) in types && file.size <= largest

/** The file as it is now: once its program has saved it anew, the browser would not read it any more. */
export const copyOf = async (file: File): Promise<File> => new File([await file.arrayBuffer()], file.name)

/** Hands in a table of rolls as a file, or only asks what it would change. */
export async function uploadRolls(ward: WardCode, file: File, day: Day, dryRun: boolean): Promise<RollOutcome> {
  const response = await fetch(address(`/wards/${ward}/rolls/file`, { day, dry_run: dryRun || undefined }), {
    method: 'POST',
    headers: {
      Accept: 'application/json',
      Authorization: `Bearer ${await accessToken()}`,
      'Content-Type': types[ending(file.name)] ?? 'application/octet-stream',
    },
    body: file,
  }).catch(() => {
    throw new ApiError(0, 'offline')
  })
  if (!response.ok) throw await errorFrom(response)
  return response.json()
}
