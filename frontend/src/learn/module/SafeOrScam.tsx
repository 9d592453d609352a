import { judgement } from '../answer'
import { useLearn } from '../messages'
import type { AnswerProps } from './Exercise'
import { Picks } from './Picks'
import { SampleMessage } from './SampleMessage'

/** First the verdict; the reasons come once it is given, so that there is one thing to decide at a time. */
export function SafeOrScam({ question, options, answer, checked, label, onChange }: AnswerProps) {
  const { judge: m } = useLearn()
  const { verdict, reason } = judgement(answer)
  const shared = { picked: answer, wanted: checked ? question.key : undefined, disabled: checked, label }
  const verdicts = [
    { id: 'safe', text: m.safe },
    { id: 'scam', text: m.scam },
  ]
  return (
    <div class="stack">
      {question.message && <SampleMessage message={question.message} />}
      <Picks
        {...shared}
        kind="true_false"
        name={`${question.id}-verdict`}
        how={m.how}
        options={verdicts}
        onPick={(picked) => onChange(reason ? [picked, reason] : [picked])}
      />
      {verdict && (
        <Picks
          {...shared}
          kind="single"
          name={question.id}
          how={m.why}
          options={options}
          language={question.language}
          onPick={(picked) => onChange([verdict, picked])}
        />
      )}
    </div>
  )
}
