const edge = 3

/** The least span of a picture, in percent: a single person more must not look like a leap. */
const leastSpan = 10

/** Where the days of a trend stand in a picture of a size, from left to right, the highest at the top. */
export function points(trend: readonly number[], width: number, height: number): [number, number][] {
  const low = Math.min(...trend)
  const span = Math.max(leastSpan, Math.max(...trend) - low)
  const round = (value: number) => Math.round(value * 10) / 10
  return trend.map((value, index) => [
    round(edge + (index * (width - 2 * edge)) / Math.max(1, trend.length - 1)),
    round(height - edge - ((value - low) * (height - 2 * edge)) / span),
  ])
}
