import { useLearn } from '../messages'
import type { AnswerProps } from './Exercise'
import { Picks } from './Picks'

/** The kinds whose answer is a pick among the options. */
export function Choices({ question, options, answer, checked, label, onChange }: AnswerProps) {
  const { quiz: m } = useLearn()
  const { id, key } = question
  const kind = question.kind === 'several' || question.kind === 'true_false' ? question.kind : 'single'
  const toggled = (picked: string) =>
    answer.includes(picked) ? answer.filter((one) => one !== picked) : [...answer, picked]
  return (
    <Picks
      kind={kind}
      name={id}
      how={{ single: m.pickOne, several: m.pickSeveral, true_false: m.pickTruth }[kind]}
      label={label}
      options={options}
      language={question.language}
      picked={answer}
      wanted={checked ? key : undefined}
      disabled={checked}
      onPick={(picked) => onChange(kind === 'several' ? toggled(picked) : [picked])}
    />
  )
}
