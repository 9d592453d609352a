import { address } from '../../api/client'
import { ApiError, errorFrom } from '../../api/error'
import type { VillageID } from '../../api/schema'
import { accessToken } from '../../api/token'

export type Format = 'csv' | 'xlsx'

/** The residents who agreed to be listed, as a file. */
export async function residentsFile(village: VillageID, format: Format): Promise<Blob> {
  const token = await accessToken()
  let response: Response
  try {
    response = await fetch(address(`/villages/${village}/residents/export`, { format }), {
      headers: { Authorization: `Bearer ${token}` },
    })
  } catch {
    throw new ApiError(0, 'offline')
  }
  if (!response.ok) throw await errorFrom(response)
  return response.blob()
}

/** Hands a file to the person as a download. */
export function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
