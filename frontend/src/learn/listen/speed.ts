export type Speed = 'slow' | 'medium' | 'fast'

/** Voices of phones hurry, so that even their middle is a little slower than they like; people on recordings do not. */
export const rates: Record<'voice' | 'recording', Record<Speed, number>> = {
  voice: { slow: 0.7, medium: 0.9, fast: 1.15 },
  recording: { slow: 0.8, medium: 1, fast: 1.25 },
}

const key = 'hocso.speed'

export function keptSpeed(): Speed {
  try {
    const kept = localStorage.getItem(key)
    return kept === 'slow' || kept === 'fast' ? kept : 'medium'
  } catch {
    return 'medium'
  }
}

export function keepSpeed(speed: Speed): void {
  try {
    localStorage.setItem(key, speed)
  } catch {
    // Holds for as long as the page is open.
  }
}
