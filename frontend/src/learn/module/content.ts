import { api } from '../../api/endpoints'
import type { ContentID, ContentLanguage, Language, Module } from '../../api/schema'

/** A module in the language that is wished for, else, or where that one cannot be had just now, in the interface's. */
export async function loadModule(
  id: ContentID,
  lang: Language,
  wish: ContentLanguage | null,
  signal?: AbortSignal,
): Promise<Module> {
  const options = signal && { signal }
  if (wish) {
    const module = await api.module(id, wish, options).catch((error: unknown) => {
      if (signal?.aborted) throw error
      return null
    })
    if (module && (module.languages?.includes(wish) || module.language === lang)) return withLanguages(module)
  }
  return withLanguages(await api.module(id, lang, options))
}

/** Says of every part what it is written in, also of those that are as the module. */
export function withLanguages(module: Module): Module {
  const told = <T extends { language?: ContentLanguage }>(part: T): T => ({ language: module.language, ...part })
  return {
    ...module,
    steps: module.steps.map((step) => ({ ...told(step), ...(step.practice && { practice: told(step.practice) }) })),
    quiz: { ...module.quiz, questions: module.quiz.questions.map(told) },
  }
}
