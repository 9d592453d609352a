/** So long a row that has changed is warm, as its style says too. */
const warmMs = 6000

/** The ids of rows that say something else than they did. Rows that were not there before have nothing to compare with. */
export function changed<Row extends { id: string; rank: number; value: number | null; done: number | null }>(
  before: readonly Row[],
  after: readonly Row[],
): Set<string> {
  const known = new Map(before.map((row) => [row.id, row]))
  const differs = (row: Row) => {
    const was = known.get(row.id)
    return was !== undefined && (was.rank !== row.rank || was.value !== row.value || was.done !== row.done)
  }
  return new Set(after.filter(differs).map((row) => row.id))
}

/** The rows that are warm, with the time of their last change: those that were and still are, and those that have just changed. */
export function freshened(
  before: ReadonlyMap<string, number>,
  changed: Iterable<string>,
  now: number,
): ReadonlyMap<string, number> {
  const warm = new Map([...before].filter(([, at]) => now - at < warmMs))
  for (const id of changed) warm.set(id, now)
  return warm
}

/** Milliseconds until the first of the warm rows is no longer so. */
export const untilCool = (fresh: ReadonlyMap<string, number>, now: number) =>
  Math.max(0, Math.min(...fresh.values()) + warmMs - now)
