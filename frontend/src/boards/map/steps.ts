/** How many shades a map has. */
export const stepCount = 5

const widths = [0.01, 0.02, 0.05, 0.1, 0.2]

/** How wide each of the steps is, as a share, so that they reach up to the highest rate of all. The last one is open. */
export function stepWidth(highest: number): number {
  return widths.find((width) => width * stepCount >= highest) ?? 0.2
}

/** The step of a rate, from 1 to 5. */
export function stepOf(rate: number, width: number): number {
  // Shares such as 0.3 / 0.1 come out a hair under the whole number.
  return Math.min(stepCount, Math.max(1, Math.floor(rate / width + 1e-9) + 1))
}

/** From where to where a step reaches, as shares. */
export const stepRange = (step: number, width: number): { from: number; to: number } => ({
  from: (step - 1) * width,
  to: step * width,
})
