import type { Answer, Question } from '../../api/schema'
import { Notice } from '../../components/Notice/Notice'
import { judgement, optionText, pairsOf, sentencePieces } from '../answer'
import { useLearn } from '../messages'
import { withoutVerdict } from './verdict'

interface FeedbackProps {
  question: Question
  answer: Answer
  right: boolean
}

/** Says how the answer was and why; the words for each of several picks stand beside the picks. */
export function Feedback({ question, answer, right }: FeedbackProps) {
  const { quiz: m, simulation } = useLearn()
  const picked = pickedOne(question, answer)
  const said = question.options.find((option) => option.id === picked)?.feedback
  return (
    <Notice
      kind={right ? 'good' : 'warn'}
      icon={right ? 'circle-check' : 'rotate-ccw'}
      title={
        <span data-say="feedback">
          {right ? m.right : question.kind === 'simulation' ? simulation.notYet : m.notYet}
        </span>
      }
    >
      <div class="stack stack-tight">
        {!right && question.key && <RightAnswer question={question} answer={answer} wanted={question.key} />}
        {said && (
          <p data-say="feedback" lang={question.language}>
            {withoutVerdict(said)}
          </p>
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

/** The one option that was picked, where one is all that can be. */
function pickedOne({ kind }: Question, answer: Answer): string | undefined {
  if (kind === 'safe_or_scam') return judgement(answer).reason
  return kind === 'single' || kind === 'true_false' ? answer[0] : undefined
}

/** What would have been right, where the answer itself does not show it. */
function RightAnswer({ question, answer, wanted }: { question: Question; answer: Answer; wanted: Answer }) {
  const m = useLearn()
  const text = (id: string | undefined) => optionText(question, id)
  const pairs = pairsOf(wanted)
  switch (question.kind) {
    case 'order':
      return (
        <div>
          <p data-say="feedback">{m.quiz.rightOrder}:</p>
          <ol class="right-list">
            {wanted.map((id) => (
              <li key={id} data-say="feedback" lang={question.language}>
                {text(id)}
              </li>
            ))}
          </ol>
        </div>
      )
    case 'match':
      return (
        <div>
          <p data-say="feedback">{m.match.right}:</p>
          <ul class="right-list">
            {question.slots?.map((slot) => (
              <li key={slot.id} data-say="feedback" lang={question.language}>
                {slot.text}: <b>{text(pairs.get(slot.id))}</b>
              </li>
            ))}
          </ul>
        </div>
      )
    case 'fill':
      return (
        <p data-say="feedback">
          {m.fill.right}: “
          {sentencePieces(question.sentence).map((piece) =>
            'slot' in piece ? <b key={piece.slot}>{text(pairs.get(piece.slot))}</b> : piece.text,
          )}
          ”
        </p>
      )
    case 'safe_or_scam': {
      const { verdict } = judgement(wanted)
      return verdict === judgement(answer).verdict ? null : (
        <p data-say="feedback">{verdict === 'safe' ? m.judge.isSafe : m.judge.isScam}</p>
      )
    }
    case 'simulation':
      return <p data-say="feedback">{m.simulation.detour}</p>
    default:
      return null
  }
}
