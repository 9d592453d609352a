import { useRef, useState } from 'preact/hooks'
import type { Answer, Module } from '../../api/schema'
import { number } from '../../i18n/format'
import type { Draft } from '../../offline/db'
import { isRight } from '../grade'
import { useLearn } from '../messages'
import { useSpent } from '../useSpent'
import { QuestionScreen } from './QuestionScreen'

interface QuizProps {
  module: Module
  draft: Draft
  /** Another page than the course's to leave to. */
  back?: string
  change: (part: Partial<Draft>) => void
  /** Told how long it took, in ms. */
  finish: (spent: number) => Promise<void>
}

/** One question after the other. */
export function Quiz({ module, draft, back, change: keep, finish }: QuizProps) {
  const over = useRef(false)
  // Once it is handed in, the draft must not come back.
  const spent = useSpent(draft.spent ?? 0, (ms) => over.current || keep({ spent: ms }))
  const change = (part: Partial<Draft>) => keep({ ...part, spent: spent() })
  const { module: words, quiz: m } = useLearn()
  const { questions } = module.quiz
  const at = Math.min(draft.question, questions.length - 1)
  const question = questions[at]
  const [busy, setBusy] = useState(false)
  if (!question) return null
  const { id } = question
  const last = at === questions.length - 1
  const withAnswer = (answer: Answer) => ({ ...draft.answers, [id]: answer })

  function check(answer: Answer) {
    if (!question) return
    // Without a key there is nothing to say yet: the server grades, and the next question comes at once.
    const open = isRight(question, answer) === null && !last
    change({ answers: withAnswer(answer), checked: [...draft.checked, id], ...(open && { question: at + 1 }) })
  }

  async function next() {
    if (!last) {
      change({ question: at + 1 })
      return
    }
    setBusy(true)
    over.current = true
    // What could not be kept is still here, to be handed in again.
    await finish(spent()).catch(() => {
      over.current = false
      setBusy(false)
    })
  }

  return (
    <QuestionScreen
      module={module}
      question={question}
      {...(back && { back })}
      place={words.question(number(at + 1), number(questions.length))}
      at={at}
      max={questions.length}
      seed={draft.seed}
      given={draft.answers[id]}
      checked={draft.checked.includes(id)}
      busy={busy}
      onward={last ? m.result : m.nextQuestion}
      onChange={(answer) => change({ answers: withAnswer(answer) })}
      onCheck={check}
      onNext={() => void next()}
    />
  )
}
