import type { FunctionComponent } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Answer, Question } from '../../api/schema'
import { number } from '../../i18n/format'
import { missing } from '../answer'
import { isRight } from '../grade'
import { useLearn } from '../messages'
import { shownOptions } from '../shuffle'
import { Choices } from './Choices'
import { Feedback } from './Feedback'
import { Fill } from './Fill'
import { LateSimulation } from './LateSimulation'
import { Match } from './Match'
import { Order } from './Order'
import { SafeOrScam } from './SafeOrScam'

export interface AnswerProps {
  question: Question
  /** As this attempt shows them. */
  options: Question['options']
  answer: Answer
  /** The answer stands and has been commented on. */
  checked: boolean
  /** Id of the element that says the question. */
  label: string
  /** `done`: the answer is whole and stands, without a press of “Trả lời”. */
  onChange: (answer: Answer, done?: boolean) => void
}

const kinds: Partial<Record<Question['kind'], FunctionComponent<AnswerProps>>> = {
  order: Order,
  match: Match,
  fill: Fill,
  safe_or_scam: SafeOrScam,
  simulation: LateSimulation,
}

interface ExerciseProps extends Omit<AnswerProps, 'options'> {
  /** Mixes the options. */
  attempt: number
  /** The person wants to answer, and something is still missing. */
  asked: boolean
}

/** What a question of any kind is answered with, and how the answer was. */
export function Exercise({ attempt, asked, ...props }: ExerciseProps) {
  const { quiz: m } = useLearn()
  const { question, answer, checked } = props
  const feedback = useRef<HTMLDivElement>(null)
  const right = checked ? isRight(question, answer) : null
  const Kind = kinds[question.kind] ?? Choices

  useEffect(() => {
    if (checked || asked) feedback.current?.scrollIntoView({ block: 'nearest' })
  }, [checked, asked])

  return (
    <>
      <Kind {...props} options={shownOptions(question, attempt)} />
      <div ref={feedback} class="feedback" role="status">
        {right !== null && <Feedback question={question} answer={answer} right={right} />}
        {asked && <p class="quiet">{answer.length ? m.missing(number(missing(question, answer))) : m.chooseFirst}</p>}
      </div>
    </>
  )
}
