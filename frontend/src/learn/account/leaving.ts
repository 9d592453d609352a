/** What somebody should know before the phone is no longer theirs. */
export interface Leaving {
  /** Answers that only they can send. */
  unsent: number
  /** They can come back on this phone alone, or with a card. */
  noPhone: boolean
}

/** What to warn of; null where one may simply go. Who switches can come back as they came, so a number matters little. */
export function warning({ unsent, noPhone }: Leaving, how: 'switch' | 'sign-out'): 'unsent' | 'no-phone' | null {
  if (unsent > 0) return 'unsent'
  return noPhone && how === 'sign-out' ? 'no-phone' : null
}
