import { useRef, useState } from 'preact/hooks'
import type { Answer, Question } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { missing } from '../answer'
import { useLearn } from '../messages'
import { firstAnswer, newSeed } from '../shuffle'
import { Exercise } from './Exercise'
import './practice.css'

/** Something to try below a step, as often as one likes. It is never graded or sent, and nothing of it is kept. */
export function Practice({ question }: { question: Question | undefined }) {
  return question ? <Trial question={question} /> : null
}

interface State {
  seed: number
  answer: Answer
  checked: boolean
  asked: boolean
}

function fresh(question: Question): State {
  const seed = newSeed()
  return { seed, answer: firstAnswer(question, seed), checked: false, asked: false }
}

function Trial({ question }: { question: Question }) {
  const { practice: m, quiz } = useLearn()
  const [state, setState] = useState(() => fresh(question))
  const text = useRef<HTMLParagraphElement>(null)
  const { seed, answer, checked } = state

  function check(given: Answer) {
    const whole = missing(question, given) === 0
    setState({ ...state, answer: given, checked: whole, asked: !whole })
  }

  function again() {
    setState(fresh(question))
    text.current?.focus()
  }

  return (
    <section class="practice" aria-labelledby="practice">
      <h2 class="practice-title" id="practice">
        {m.title}
      </h2>
      <p ref={text} tabIndex={-1} class="practice-text" id="practice-text" data-say="text" lang={question.language}>
        {question.text}
      </p>
      <Exercise
        key={seed}
        question={question}
        attempt={seed}
        answer={answer}
        checked={checked}
        asked={state.asked}
        label="practice-text"
        onChange={(given, done) => (done ? check(given) : setState({ ...state, answer: given, asked: false }))}
      />
      {(checked || question.kind !== 'simulation') && (
        <Button {...(checked && { icon: 'rotate-ccw' as const })} onClick={() => (checked ? again() : check(answer))}>
          {checked ? m.again : quiz.answer}
        </Button>
      )}
    </section>
  )
}
