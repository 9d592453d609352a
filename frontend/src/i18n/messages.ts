import type { Language } from '../api/schema'
import { createStore, useStore } from '../app/store'

const key = 'hocso.language'

function stored(): Language {
  try {
    return localStorage.getItem(key) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi'
  }
}

export const language = createStore<Language>(stored())
document.documentElement.lang = language.get()

type Loader = () => Promise<void>
const loaders = new Set<Loader>()

/**
 * A dictionary: Vietnamese comes with the page, English is fetched when somebody reads English. The English file is
 * typed by the Vietnamese one, so a message missing in it does not compile.
 */
export function dictionary<T>(vi: T, loadEnglish: () => Promise<{ en: T }>): { use: () => T } {
  let english: T | undefined
  loaders.add(async () => {
    english ??= (await loadEnglish()).en
  })
  const pick = (lang: Language) => (lang === 'en' ? (english ?? vi) : vi)
  return { use: () => pick(useStore(language)) }
}

/** Resolves when every dictionary known so far is there in the language in use; one out of reach stays Vietnamese. */
export async function languageReady(): Promise<void> {
  if (language.get() === 'en') await Promise.all([...loaders].map((load) => load().catch(() => undefined)))
}

export async function setLanguage(next: Language): Promise<void> {
  if (next === 'en') {
    try {
      await Promise.all([...loaders].map((load) => load()))
    } catch {
      return // without a network the texts that are here stay
    }
  }
  try {
    localStorage.setItem(key, next)
  } catch {
    // A browser that stores nothing keeps the choice until it is closed.
  }
  document.documentElement.lang = next
  language.set(next)
}
