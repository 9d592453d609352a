import { ApiError, errorFrom } from '../../api/error'
import { accessToken } from '../../api/token'

const types: Record<string, string> = {
  csv: 'text/csv',
  txt: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export const ending = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase()

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
