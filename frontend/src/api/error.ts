import type { Problem } from './schema'

/** A request that did not succeed. `code` is the server's stable word, or `offline` or `timeout`. */
export class ApiError extends Error {
  override name = 'ApiError'
  constructor(
    readonly status: number,
    readonly code: string,
    /** Seconds to wait, from Retry-After. */
    readonly retryAfter: number | null = null,
    readonly fields: readonly { field: string; code: string }[] = [],
    readonly requestId = '',
  ) {
    super(`${status} ${code}`)
  }

  /** No answer came at all, so the request may be made again later. */
  get unreachable(): boolean {
    return this.status === 0
  }

  field(code: string): string | undefined {
    return this.fields.find((one) => one.code === code)?.field
  }
}

export function retryAfterSeconds(header: string | null, now = Date.now()): number | null {
  if (!header) return null
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : null
}

export async function errorFrom(response: Response): Promise<ApiError> {
  const wait = retryAfterSeconds(response.headers.get('Retry-After'))
  try {
    const problem = (await response.json()) as Partial<Problem>
    return new ApiError(
      response.status,
      problem.code ?? 'unknown',
      wait,
      problem.errors ?? [],
      problem.request_id ?? '',
    )
  } catch {
    return new ApiError(response.status, 'unknown', wait) // a proxy's error page
  }
}
