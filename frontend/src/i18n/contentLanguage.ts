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
export interface Wish {
  language: ContentLanguage
}

const wishFor = (language: ContentLanguage | null): Wish | null => language && { language }

/** Each choice is another wish, also of the same language: the last one may have failed for want of a network. */
export const contentWish = createStore<Wish | null>(wishFor(kept()))

/** Choosing a language of the interface takes the wish back. */
export function chooseContent(language: ContentLanguage): void {
  const wish = wishFor(isOther(language) ? language : null)
  try {
    if (wish) localStorage.setItem(key, wish.language)
    else localStorage.removeItem(key)
  } catch {
    // Holds until the page is closed.
  }
  contentWish.set(wish)
}
