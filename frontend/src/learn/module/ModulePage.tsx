import { useEffect, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { api } from '../../api/endpoints'
import type { Module } from '../../api/schema'
import { session } from '../../app/session'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { contentWish } from '../../i18n/contentLanguage'
import { language } from '../../i18n/messages'
import { keepCourse } from '../../offline/lessons'
import { flush, put } from '../../offline/outbox'
import { uuid } from '../../offline/uuid'
import { type Grade, grade } from '../grade'
import { useLearn } from '../messages'
import { inSeconds } from '../spent'
import { loadModule } from './content'
import { loadSimulation } from './loadSimulation'
import { Quiz } from './Quiz'
import { Result } from './Result'
import { Steps } from './Steps'
import { inSteps, useAttempt } from './useAttempt'
import './module.css'

export default function ModulePage() {
  const { courses: m } = useLearn()
  const id = useRoute().params.module ?? ''
  const lang = useStore(language)
  const wish = useStore(contentWish)
  const { data, error, reload } = useLoad(
    (signal) => loadModule(id, lang, wish?.language ?? null, signal),
    [id, lang, wish],
  )
  if (data) return <Lesson key={`${data.id} ${data.language}`} module={data} />
  return (
    <Page title={m.title} bare back={{ href: '/courses', label: m.title }}>
      {error === undefined ? <Skeleton lines={6} /> : <LoadError error={error} retry={reload} />}
    </Page>
  )
}

interface Finished {
  /** The submission; null where nobody is signed in and nothing is sent. */
  id: string | null
  grade: Grade | null
}

function Lesson({ module }: { module: Module }) {
  const lang = useStore(language)
  const wish = useStore(contentWish)
  const owner = useStore(session).person?.id ?? ''
  const attempt = useAttempt(module, owner)
  const [finished, setFinished] = useState<Finished | null>(null)
  const { draft, change } = attempt
  const begun = draft !== null && (draft.step > 0 || draft.question > inSteps)

  useEffect(() => {
    void loadSimulation().catch(() => undefined)
  }, [])

  // Whoever goes past the first step has begun the course, and should find the rest of it without a network. Recordings
  // weigh a hundred times as much: they come when they are asked for.
  useEffect(() => {
    if (!begun) return
    void api
      .course(module.course, lang)
      .then((course) => keepCourse(course, { lang, wish: wish?.language ?? null, recordings: false }))
      .catch(() => undefined)
  }, [begun, module.course, lang, wish])

  async function finish(spent: number) {
    if (!draft) return
    const graded = grade(module.quiz.questions, draft.answers, module.pass_mark)
    let id: string | null = null
    if (owner) {
      id = uuid()
      const submission = {
        id,
        module: module.id,
        version: module.version,
        answers: draft.answers,
        started_at: draft.startedAt,
        finished_at: new Date().toISOString(),
        seconds: inSeconds(spent),
        language: module.language,
      }
      await put(owner, submission, module.title, graded)
    }
    // Only once the answers are safe in the outbox is the draft of no more use.
    await attempt.close()
    setFinished({ id, grade: graded })
    void flush()
  }

  function again(question: number) {
    attempt.restart(question)
    setFinished(null)
  }

  if (!draft) {
    return (
      <Page title={module.title} bare>
        <Skeleton lines={6} />
      </Page>
    )
  }
  if (finished) return <Result module={module} {...finished} again={() => again(0)} review={() => again(inSteps)} />
  if (draft.question === inSteps) {
    return (
      <Steps
        module={module}
        step={draft.step}
        go={(step) => change({ step })}
        toQuiz={() => change({ question: 0, startedAt: new Date().toISOString(), spent: 0 })}
      />
    )
  }
  return <Quiz module={module} draft={draft} change={change} finish={finish} />
}
