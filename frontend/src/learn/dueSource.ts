import type { ContentLanguage, Language } from '../api/schema'
import { loadModule } from './module/content'
import { loadSimulation } from './module/loadSimulation'
import type { Source } from './review'

/** The lessons as they are on this phone or on the server; a simulation needs the drawn phone as well. */
export const dueSource = (lang: Language, wish: ContentLanguage | null, signal?: AbortSignal): Source => ({
  load: (module) => loadModule(module, lang, wish, signal),
  prepare: async ({ kind }) => kind === 'simulation' && loadSimulation(),
})
