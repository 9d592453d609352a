let text = ''

/** A name that was looked for in vain, for the form of newcomers: in the address it would stay in the phone's history. */
export const typed = {
  keep: (name: string) => {
    text = name
  },
  /** Gives it once. */
  take: (): string => {
    const name = text
    text = ''
    return name
  },
}
