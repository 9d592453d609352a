import { useEffect, useState } from 'preact/hooks'
import { api } from '../../api/endpoints'
import type { Module } from '../../api/schema'
import { outboxState } from '../../app/running'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { Icon } from '../../components/Icon/Icon'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { acknowledged, itemOf } from '../../offline/outbox'
import again from '../../pictures/again.svg'
import done from '../../pictures/done.svg'
import { nextModule, passedModules } from '../fold'
import type { Grade } from '../grade'
import { useLearn } from '../messages'
import { useKnown } from '../useKnown'
import { useProgress } from '../useProgress'
import { Remember } from './Remember'

interface ResultProps {
  module: Module
  id: string | null
  grade: Grade | null
  again: () => void
  review: () => void
}

/** What came out, and what to do now. Shown from the phone's own grading at once, also without a network. */
export function Result({ module, id, grade: own, again: takeAgain, review }: ResultProps) {
  const m = useLearn()
  const sending = useSending(id)
  const told = useStore(acknowledged)
  const server = told && told.id === id ? told : null
  const shown = server ?? own
  return (
    <Page title={`${m.result.title}: ${module.title}`} bare>
      {shown ? (
        <div class="result" role="status">
          <img class="picture" src={shown.passed ? done : again} width="200" height="150" alt="" />
          <h1 class="result-score num">{m.result.score(number(shown.score), number(shown.max))}</h1>
          <p>{m.result.scoreText}</p>
          <StatusChip tone={shown.passed ? 'good' : 'wait'} icon={shown.passed ? 'circle-check' : 'rotate-ccw'}>
            {shown.passed ? m.result.passed : m.result.notYet}
          </StatusChip>
          <p>
            {shown.passed
              ? m.result.passedText
              : m.result.notYetText(number(Math.ceil((module.pass_mark * shown.max) / 100)))}
          </p>
        </div>
      ) : (
        <div class="result">
          <h1>{m.result.title}</h1>
          <p>{m.result.waiting}</p>
        </div>
      )}
      <Remember module={module} />
      {sending === 'unsent' && (
        <Notice kind="offline" icon="cloud-upload" title={m.result.unsent} live>
          <p>{m.result.unsentText}</p>
        </Notice>
      )}
      {sending === 'parked' && (
        <Notice kind="error" title={m.result.parked} live>
          <p>
            <a href="/me">{m.result.parkedText}</a>
          </p>
        </Notice>
      )}
      {id === null && (
        <Notice
          kind="info"
          title={m.result.register}
          action={<ButtonLink href="/register">{m.result.register}</ButtonLink>}
        >
          <p>{m.result.registerText}</p>
        </Notice>
      )}
      {shown?.passed !== false && module.task && (
        <Card warm>
          <h2 class="result-task">{m.result.task}</h2>
          <p>{module.task}</p>
        </Card>
      )}
      <div class="stack">
        {shown?.passed === false ? (
          <>
            <Button look="main" icon="rotate-ccw" onClick={takeAgain}>
              {m.result.again}
            </Button>
            <Button icon="book-open" onClick={review}>
              {m.result.review}
            </Button>
          </>
        ) : (
          <Onward module={module} />
        )}
        <ButtonLink look="quiet" href={`/courses/${module.course}`}>
          {m.result.course}
        </ButtonLink>
      </div>
      {own && <Answers module={module} right={own.right} />}
    </Page>
  )
}

function Onward({ module }: { module: Module }) {
  const { result: m } = useLearn()
  const lang = useStore(language)
  const progress = useProgress()
  const known = useKnown()
  const courses = useLoad((signal) => api.courses(lang, { signal }), [lang])
  if (!progress || !courses.data) return null
  const passed = new Set([...passedModules(progress.summary), module.id])
  const next = nextModule(courses.data.items, passed, progress.begun, module.id, known)
  return next ? (
    <ButtonLink look="main" href={`/modules/${next.module.id}`} iconEnd="arrow-right">
      {m.nextModule}: {next.module.title}
    </ButtonLink>
  ) : null
}

function Answers({ module, right }: { module: Module; right: Grade['right'] }) {
  const m = useLearn()
  return (
    <section class="stack stack-tight">
      <h2>{m.result.answers}</h2>
      <ol class="answers">
        {module.quiz.questions.map((question) => (
          <li key={question.id} class={`answers-row ${right[question.id] ? 'answers-right' : 'answers-not'}`}>
            <Icon name={right[question.id] ? 'circle-check' : 'rotate-ccw'} />
            <span>
              {question.text} <span class="answers-word">{right[question.id] ? m.result.right : m.result.wrong}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

type Sending = 'unsent' | 'sent' | 'parked'

/** Where a submission is on its way; looked up again whenever the outbox changes. */
function useSending(id: string | null): Sending | null {
  const state = useStore(outboxState)
  const [sending, setSending] = useState<Sending | null>(null)
  // A sending that takes a moment is not worth a word; only one that stays is.
  useEffect(() => {
    if (!id || state.sending) return
    let gone = false
    void itemOf(id).then((item) => {
      if (!gone) setSending(item ? (item.parked === null ? 'unsent' : 'parked') : 'sent')
    })
    return () => {
      gone = true
    }
  }, [id, state])
  return sending
}
