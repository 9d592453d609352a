/** What one may agree to, each by itself. */
export const purposes = ['account', 'village_list', 'statistics', 'certificate'] as const

/** Of the texts in settings/messages.vi.ts and register.vi.ts; the server records the same with each answer. */
export const consentVersion = '2026-12'
