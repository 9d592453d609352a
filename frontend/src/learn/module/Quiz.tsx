import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer, Module } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { number } from '../../i18n/format'
import type { Draft } from '../../offline/db'
import { isRight } from '../grade'
import { useLearn } from '../messages'
import { shownOptions } from '../shuffle'
import { Choices } from './Choices'
import { Feedback } from './Feedback'
import { Order } from './Order'
import { Screen } from './Screen'

interface QuizProps {
  module: Module
  draft: Draft
  change: (part: Partial<Draft>) => void
  finish: () => Promise<void>
}

/** One question a screen: answer, see at once how it was, go on. */
export function Quiz({ module, draft, change, finish }: QuizProps) {
  const { module: words, quiz: m } = useLearn()
  const { questions } = module.quiz
  const at = Math.min(draft.question, questions.length - 1)
  const question = questions[at]
  const [hint, setHint] = useState(false)
  const [busy, setBusy] = useState(false)
  const feedback = useRef<HTMLDivElement>(null)
  const checked = question !== undefined && draft.checked.includes(question.id)

  useEffect(() => {
    if (checked) feedback.current?.scrollIntoView({ block: 'nearest' })
  }, [checked])

  if (!question) return null
  const options = shownOptions(question, draft.seed)
  const answer = draft.answers[question.id] ?? (question.kind === 'order' ? options.map((option) => option.id) : [])
  const right = checked ? isRight(question, answer) : null
  const last = at === questions.length - 1

  function choose(next: Answer) {
    setHint(false)
    if (question) change({ answers: { ...draft.answers, [question.id]: next } })
  }

  function check() {
    if (!question) return
    if (answer.length === 0) {
      setHint(true)
      return
    }
    const answers = { ...draft.answers, [question.id]: answer }
    // Without a key there is nothing to say yet: the server grades, and the next question comes at once.
    const open = isRight(question, answer) === null && !last
    change({ answers, checked: [...draft.checked, question.id], ...(open && { question: at + 1 }) })
  }

  async function next() {
    setHint(false)
    if (!last) {
      change({ question: at + 1 })
      return
    }
    setBusy(true)
    await finish()
  }

  const props = { question, options, answer, right, checked, onChange: choose }
  return (
    <Screen
      title={module.title}
      course={module.course}
      place={words.question(number(at + 1), number(questions.length))}
      value={at + (checked ? 1 : 0)}
      max={questions.length}
      heading={question.text}
      headingClass="question"
      at={`question ${at}`}
      listen={{
        index: at,
        language: question.language ?? module.language,
        audio: question.audio,
        answered: right !== null,
      }}
      foot={
        <Button
          look="main"
          busy={busy}
          {...(checked && { iconEnd: 'arrow-right' as const })}
          onClick={() => (checked ? void next() : check())}
        >
          {checked ? (last ? m.result : m.nextQuestion) : m.answer}
        </Button>
      }
    >
      {question.kind === 'order' ? <Order {...props} /> : <Choices {...props} />}
      <div ref={feedback} class="feedback" role="status">
        {checked && right !== null && <Feedback question={question} answer={answer} right={right} />}
        {hint && <p class="quiet">{m.chooseFirst}</p>}
      </div>
    </Screen>
  )
}
