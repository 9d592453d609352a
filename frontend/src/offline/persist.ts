/** Asks the browser not to throw away what is kept here when the phone is short of space. It may refuse. */
export const keepForGood = () => void navigator.storage?.persist?.().catch(() => undefined)
