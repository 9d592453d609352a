import type { ContentLanguage } from '../api/schema'
import { createStore } from '../app/store'

/** As people here call them; none has words for the interface, only lessons. */
export const contentNames: Record<ContentLanguage, string> = {
  vi: 'Tiếng Việt',
  en: 'English',
  rad: 'Ê Đê',
  jra: 'Gia Rai',
  cmo: 'M’Nông',
  mnn: 'M’Nông',
  mng: 'M’Nông',
}

const key = 'hocso.content'

/** Whether lessons alone may be in it. */
export const isOther = (language: string | null): language is ContentLanguage =>
  language !== null && language in contentNames && language !== 'vi' && language !== 'en'

function kept(): ContentLanguage | null {
  try {
    const language = localStorage.getItem(key)
    return isOther(language) ? language : null
  } catch {
    return null
  }
}

/** A language besides the interface's two in which lessons are wanted where they have it. */
export const contentLanguage = createStore<ContentLanguage | null>(kept())

/** Choosing a language of the interface takes the wish back. */
export function chooseContent(language: ContentLanguage): void {
  const wish = isOther(language) ? language : null
  try {
    if (wish) localStorage.setItem(key, wish)
    else localStorage.removeItem(key)
  } catch {
    // Holds until the page is closed.
  }
  contentLanguage.set(wish)
}
