/**
 * Tells whether an answer is still to the newest question. `ask()` begins one, or says that the last one no longer matters; what it
 * returns is true until the next.
 */
export function newest(): { ask: () => () => boolean } {
  let last = 0
  return {
    ask: () => {
      const mine = ++last
      return () => mine === last
    },
  }
}
