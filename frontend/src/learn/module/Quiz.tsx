import { useState } from 'preact/hooks'
import type { Answer, Module } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { number } from '../../i18n/format'
import type { Draft } from '../../offline/db'
import { missing } from '../answer'
import { isRight } from '../grade'
import { useLearn } from '../messages'
import { firstAnswer } from '../shuffle'
import { Exercise } from './Exercise'
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
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)

  if (!question) return null
  const { id } = question
  const checked = draft.checked.includes(id)
  const answer = draft.answers[id] ?? firstAnswer(question, draft.seed)
  const last = at === questions.length - 1

  function choose(next: Answer, done = false) {
    setAsked(false)
    if (done) check(next)
    else change({ answers: { ...draft.answers, [id]: next } })
  }

  function check(given: Answer) {
    if (!question) return
    if (missing(question, given) > 0) {
      setAsked(true)
      return
    }
    const answers = { ...draft.answers, [id]: given }
    // Without a key there is nothing to say yet: the server grades, and the next question comes at once.
    const open = isRight(question, given) === null && !last
    change({ answers, checked: [...draft.checked, id], ...(open && { question: at + 1 }) })
  }

  async function next() {
    setAsked(false)
    if (!last) {
      change({ question: at + 1 })
      return
    }
    setBusy(true)
    await finish()
  }

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
        answered: checked && isRight(question, answer) !== null,
      }}
      foot={
        // A simulation is answered by doing it.
        (checked || question.kind !== 'simulation') && (
          <Button
            look="main"
            busy={busy}
            {...(checked && { iconEnd: 'arrow-right' as const })}
            onClick={() => (checked ? void next() : check(answer))}
          >
            {checked ? (last ? m.result : m.nextQuestion) : m.answer}
          </Button>
        )
      }
    >
      <Exercise
        key={id}
        question={question}
        attempt={draft.seed}
        answer={answer}
        checked={checked}
        asked={asked}
        label="heading"
        onChange={choose}
      />
    </Screen>
  )
}
