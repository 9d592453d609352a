import { address } from '../../../api/client'
import { ApiError, errorFrom } from '../../../api/error'
import { accessToken } from '../../../api/token'

/** A file of the API. A link could not carry the access token, so it is fetched. */
export const fetchFile = (path: string, query: object) => fetchBlob(address(path, query), {})

/** A file whose making is noted, so that it is asked for with a POST. */
export const postForFile = (path: string, body: object) =>
  fetchBlob(address(path), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

async function fetchBlob(url: string, request: { method?: string; headers?: object; body?: string }): Promise<Blob> {
  const headers = { ...request.headers, Authorization: `Bearer ${await accessToken()}` }
  const response = await fetch(url, { ...request, headers }).catch(() => {
    throw new ApiError(0, 'offline')
  })
  if (!response.ok) throw await errorFrom(response)
  return response.blob().catch(() => {
    throw new ApiError(0, 'offline') // a long file that broke off
  })
}

/** Puts it among the downloads of the phone. */
export function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
