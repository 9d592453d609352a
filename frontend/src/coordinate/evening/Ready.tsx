import { useEffect, useState } from 'preact/hooks'
import { api } from '../../api/endpoints'
import { online } from '../../app/online'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { contentWish } from '../../i18n/contentLanguage'
import { useCore } from '../../i18n/core'
import { clock, number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { loadModule } from '../../learn/module/content'
import { loadSimulation } from '../../learn/module/loadSimulation'
import { keepCourse } from '../../offline/lessons'
import { useEveningWords } from './messages'
import type { Evening } from './useEvening'

/** Whether the phone has what the evening needs without a network, and brings what it has not. */
export function Ready({ evening, module }: { evening: Evening; module: string }) {
  const m = useEveningWords()
  const { action } = useCore()
  const up = useStore(online)
  const [lesson, setLesson] = useState(false)
  const { roster } = evening

  useEffect(() => {
    if (!module) return
    let gone = false
    setLesson(false)
    void bring(module).then(
      (whole) => gone || setLesson(whole),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [module, up])

  if (!roster) {
    return (
      <Notice
        kind="offline"
        title={m.noRoster}
        action={
          <Button icon="refresh-cw" onClick={evening.reload}>
            {action.retry}
          </Button>
        }
      >
        <p>{m.noRosterText}</p>
      </Notice>
    )
  }
  return (
    <p class="small quiet num">
      {m.kept(number(roster.people.length), clock(new Date(roster.at)))} {lesson && m.keptLesson}
    </p>
  )
}

/** The lesson with its course, and the parts of the app that the evening will ask for. Says whether all of it is there. */
async function bring(id: string): Promise<boolean> {
  const lang = language.get()
  const wish = contentWish.get()?.language ?? null
  const { course } = await loadModule(id, lang, wish)
  const [whole] = await Promise.all([
    api.course(course, lang).then((found) => keepCourse(found, { lang, wish, recordings: false })),
    loadSimulation(),
    import('../../learn/entry/qr').then(({ qrReader }) => qrReader()),
    import('./QuizPage'),
    import('../field/send'),
  ])
  return whole === null
}
