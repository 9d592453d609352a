const first = 5_000
const longest = 15 * 60_000

/**
 * How long to wait in ms before the next try. Doubles, spread over its upper half so that a village whose network
 * returns does not knock all at once. What the server asks for is the least.
 */
export function backoff(tries: number, retryAfter: number | null, random: () => number = Math.random): number {
  const doubled = Math.min(longest, first * 2 ** Math.max(0, tries - 1))
  const spread = doubled * (0.5 + random() / 2)
  return Math.max(spread, (retryAfter ?? 0) * 1000)
}
