import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer, Module, Question } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { isRight } from '../grade'
import { useLearn } from '../messages'
import { shownOptions } from '../shuffle'
import { Choices } from './Choices'
import { Feedback } from './Feedback'
import { Order } from './Order'
import { Screen } from './Screen'

interface QuestionScreenProps {
  module: Module
  question: Question
  /** Another page than the course's to go back to. */
  back?: string
  /** "Câu 2 trên 5" */
  place: string
  /** Which question of so many, from 0. */
  at: number
  max: number
  /** Mixes the options. */
  seed: number
  /** What was picked so far. */
  given: Answer | undefined
  /** The answer stands and has been commented on. */
  checked: boolean
  busy: boolean
  /** On the button that goes on. */
  onward: string
  onChange: (answer: Answer) => void
  onCheck: (answer: Answer) => void
  onNext: () => void
}

/** One question, of a quiz or a review: answer, see at once how it was, go on. */
export function QuestionScreen(props: QuestionScreenProps) {
  const { quiz: m } = useLearn()
  const { module, question, at, checked } = props
  const [hint, setHint] = useState(false)
  const feedback = useRef<HTMLDivElement>(null)
  const options = shownOptions(question, props.seed)
  const answer = props.given ?? (question.kind === 'order' ? options.map((option) => option.id) : [])
  const right = checked ? isRight(question, answer) : null

  useEffect(() => {
    if (checked) feedback.current?.scrollIntoView({ block: 'nearest' })
  }, [checked])

  function change(next: Answer) {
    setHint(false)
    props.onChange(next)
  }

  function press() {
    setHint(!checked && answer.length === 0)
    if (checked) props.onNext()
    else if (answer.length > 0) props.onCheck(answer)
  }

  const key = `${module.id} ${question.id}`
  const asked = { question, options, answer, right, checked, onChange: change }
  return (
    <Screen
      title={module.title}
      course={module.course}
      {...(props.back && { back: props.back })}
      place={props.place}
      value={at + (checked ? 1 : 0)}
      max={props.max}
      heading={question.text}
      headingClass="question"
      at={`question ${at}`}
      foot={
        <Button look="main" busy={props.busy} {...(checked && { iconEnd: 'arrow-right' as const })} onClick={press}>
          {checked ? props.onward : m.answer}
        </Button>
      }
    >
      {question.kind === 'order' ? <Order key={key} {...asked} /> : <Choices key={key} {...asked} />}
      <div ref={feedback} class="feedback" role="status">
        {checked && right !== null && <Feedback question={question} answer={answer} right={right} />}
        {hint && <p class="quiet">{m.chooseFirst}</p>}
      </div>
    </Screen>
  )
}
