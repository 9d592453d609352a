let lock: Promise<WakeLockSentinel | null> | null = null

/** Keeps the screen from going dark over a lesson that nobody touches because it is being listened to. */
export function stayAwake(awake: boolean): void {
  if (awake) {
    // Older browsers have no such thing, and a phone low on power may refuse.
    lock ??= (navigator as Partial<Navigator>).wakeLock?.request('screen').catch(() => null) ?? null
  } else {
    void lock?.then((held) => held?.release())
    lock = null
  }
}
