/** How long somebody has been in front of something, in ms of a clock that never goes back. */
export interface Spent {
  ms: number
  /** Up to when is counted; null while nobody can see it. */
  until: number | null
}

/** Who has not touched anything for longer has probably gone, so of such a gap only this much counts. */
const longestGap = 60_000

/** After a sign of the person (a touch, a key), or after the page was shown or hidden. */
export function afterSign({ ms, until }: Spent, now: number, visible: boolean): Spent {
  const gap = until === null ? 0 : Math.max(0, Math.min(now - until, longestGap))
  return { ms: ms + gap, until: visible ? now : null }
}

/** As it is handed in: a whole number, at most a day. */
export const inSeconds = (ms: number) => Math.min(86_400, Math.round(ms / 1000))
