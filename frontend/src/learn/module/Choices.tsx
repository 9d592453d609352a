import type { Answer, Question } from '../../api/schema'
import { Icon } from '../../components/Icon/Icon'
import { useLearn } from '../messages'

export interface AnswerProps {
  question: Question
  /** As this attempt shows them. */
  options: Question['options']
  answer: Answer
  right: boolean | null
  /** The answer stands and has been commented on. */
  checked: boolean
  onChange: (answer: Answer) => void
}

/** Radios for one answer, checkboxes for several; the whole card is the target. */
export function Choices({ question, options, answer, checked, onChange }: AnswerProps) {
  const { quiz: m } = useLearn()
  const several = question.kind === 'several'
  const truth = question.kind === 'true_false'
  const pick = (id: string) =>
    onChange(several ? (answer.includes(id) ? answer.filter((one) => one !== id) : [...answer, id]) : [id])
  return (
    <div class="stack stack-tight">
      <p class="quiet small" id="how">
        {several ? m.pickSeveral : truth ? m.pickTruth : m.pickOne}
      </p>
      <fieldset class={`choices${truth ? ' choices-truth' : ''}`} aria-labelledby="heading how">
        {options.map((option) => {
          const chosen = answer.includes(option.id)
          const state = checked && question.key ? stateOf(chosen, question.key.includes(option.id)) : ''
          return (
            <label key={option.id} class={`choice${chosen ? ' choice-on' : ''}${state && ` choice-${state}`}`}>
              <input
                type={several ? 'checkbox' : 'radio'}
                name={question.id}
                value={option.id}
                checked={chosen}
                disabled={checked}
                onChange={() => pick(option.id)}
              />
              <span class="choice-text" lang={question.language}>
                <span data-say="text">{option.text}</span>
                {state === 'missed' && !truth && (
                  <span class="choice-note" data-say="note">
                    <Icon name="check" />
                    <span>{several ? m.missed : m.rightOne}</span>
                  </span>
                )}
                {several && (state === 'right' || state === 'wrong') && (
                  <span class="choice-note choice-said" data-say="note">
                    <Icon name={state === 'right' ? 'circle-check' : 'x'} />
                    <span>{option.feedback}</span>
                  </span>
                )}
              </span>
            </label>
          )
        })}
      </fieldset>
    </div>
  )
}

function stateOf(chosen: boolean, inKey: boolean): 'right' | 'wrong' | 'missed' | '' {
  if (chosen) return inKey ? 'right' : 'wrong'
  return inKey ? 'missed' : ''
}
