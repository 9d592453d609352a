/** How many rows the screen shows at once, in columns that are read from top to bottom. */
export interface Sheet {
  columns: number
  rows: number
}

/** A lying screen has two columns of seven, a standing one has one of twelve. */
export const sheetOf = (width: number, height: number): Sheet =>
  width >= height ? { columns: 2, rows: 7 } : { columns: 1, rows: 12 }

export const sheetSize = ({ columns, rows }: Sheet) => columns * rows

/** There is always a page, be it an empty one. */
export const pageCount = (places: number, size: number) => Math.max(1, Math.ceil(places / size))

/** The page `by` pages on; behind the last comes the first. The number of pages may have shrunk since. */
export function turn(page: number, by: number, pages: number): number {
  return (((Math.min(page, pages - 1) + by) % pages) + pages) % pages
}

export const rowsOf = <T>(items: readonly T[], page: number, size: number): T[] =>
  items.slice(page * size, (page + 1) * size)

/** Milliseconds from `now` to the next full minute, when a clock of hours and minutes moves on. */
export const untilNextMinute = (now: number) => 60_000 - (now % 60_000)

const zone = 7 * 3_600_000

/** Whether it is the time of night, in the province, at which nobody looks at a screen. */
export function atNight(now: number): boolean {
  const hour = new Date(now + zone).getUTCHours()
  return hour >= 2 && hour < 4
}
