import type { Answer, Question } from '../../api/schema'
import { Notice } from '../../components/Notice/Notice'
import { useLearn } from '../messages'
import { withoutVerdict } from './verdict'

interface FeedbackProps {
  question: Question
  answer: Answer
  right: boolean
}

/** Says how the answer was and why; the words for each of several picks stand beside the picks. */
export function Feedback({ question, answer, right }: FeedbackProps) {
  const { quiz: m } = useLearn()
  const one = question.kind === 'single' || question.kind === 'true_false'
  const said = one ? question.options.find((option) => option.id === answer[0])?.feedback : undefined
  return (
    <Notice
      kind={right ? 'good' : 'warn'}
      icon={right ? 'circle-check' : 'rotate-ccw'}
      title={<span data-say="feedback">{right ? m.right : m.notYet}</span>}
    >
      <div class="stack stack-tight">
        {said && (
          <p data-say="feedback" lang={question.language}>
            {withoutVerdict(said)}
          </p>
        )}
        {question.kind === 'order' && !right && question.key && (
          <div>
            <p data-say="feedback">{m.rightOrder}:</p>
            <ol class="order-key" lang={question.language}>
              {question.key.map((id) => (
                <li key={id} data-say="feedback">
                  {question.options.find((option) => option.id === id)?.text}
                </li>
              ))}
            </ol>
          </div>
        )}
        {question.explain && question.explain !== said && (
          <p data-say="feedback" lang={question.language}>
            {question.explain}
          </p>
        )}
        {question.source && <p class="small quiet">{m.source(question.source)}</p>}
      </div>
    </Notice>
  )
}
