import { api } from '../../api/endpoints'
import { contentWish } from '../../i18n/contentLanguage'
import { language } from '../../i18n/messages'
import { loadModule } from '../../learn/module/content'
import { loadSimulation } from '../../learn/module/loadSimulation'
import { keepCourse } from '../../offline/lessons'

/** The lesson with its course, and the parts of the app that the evening will ask for. Says whether all of it is there. */
export async function bring(id: string): Promise<boolean> {
  const lang = language.get()
  const wish = contentWish.get()?.language ?? null
  const { course } = await loadModule(id, lang, wish)
  const [whole] = await Promise.all([
    api.course(course, lang).then((found) => keepCourse(found, { lang, wish, recordings: false })),
    loadSimulation(),
    import('../../learn/entry/qr').then(({ qrReader }) => qrReader()),
    // The ways there from the first page, and what a refusal needs.
    import('../OwnWork'),
    import('../help'),
    import('../VillagePage'),
    import('../field/KeptWork'),
    import('./QuizPage'),
    import('./EnrolHere'),
    import('./Results'),
    import('./Sessions'),
    import('./Scan'),
    import('./Sheet'),
    import('../field/send'),
  ])
  return whole === null
}
