import { useState } from 'preact/hooks'
import type { Answer, Module, Question } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { missing } from '../answer'
import { isRight } from '../grade'
import { useLearn } from '../messages'
import { firstAnswer } from '../shuffle'
import { Exercise } from './Exercise'
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
  const { module, question, at, seed, checked } = props
  const [asked, setAsked] = useState(false)
  const answer = props.given ?? firstAnswer(question, seed)

  function choose(next: Answer, done = false) {
    setAsked(false)
    if (done) check(next)
    else props.onChange(next)
  }

  function check(given: Answer) {
    if (missing(question, given) > 0) setAsked(true)
    else props.onCheck(given)
  }

  function next() {
    setAsked(false)
    props.onNext()
  }

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
            busy={props.busy}
            {...(checked && { iconEnd: 'arrow-right' as const })}
            onClick={() => (checked ? next() : check(answer))}
          >
            {checked ? props.onward : m.answer}
          </Button>
        )
      }
    >
      <Exercise
        key={`${module.id} ${question.id}`}
        question={question}
        attempt={seed}
        answer={answer}
        checked={checked}
        asked={asked}
        label="heading"
        onChange={choose}
      />
    </Screen>
  )
}
