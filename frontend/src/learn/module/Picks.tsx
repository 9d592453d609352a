import type { Answer, Question } from '../../api/schema'
import { Icon } from '../../components/Icon/Icon'
import { useLearn } from '../messages'

interface PicksProps {
  kind: 'single' | 'several' | 'true_false'
  /** Of the inputs; theirs alone on the page. */
  name: string
  /** What to do, and the id of the element that says what it is about. */
  how: string
  label: string
  options: Question['options']
  /** Of the options. */
  language?: Question['language'] | undefined
  picked: Answer
  /** What is right; left out until the answer is checked, and where the phone does not know. */
  wanted: Answer | undefined
  disabled: boolean
  onPick: (id: string) => void
}

/** Radios for one answer, checkboxes for several; the whole card is the target. */
export function Picks({ kind, name, how, label, options, language, picked, wanted, disabled, onPick }: PicksProps) {
  const { quiz: m } = useLearn()
  const several = kind === 'several'
  const truth = kind === 'true_false'
  return (
    <div class="stack stack-tight">
      <p class="quiet small" id={`how-${name}`}>
        {how}
      </p>
      <fieldset class={`choices${truth ? ' choices-truth' : ''}`} aria-labelledby={`${label} how-${name}`}>
        {options.map((option) => {
          const chosen = picked.includes(option.id)
          const state = wanted ? stateOf(chosen, wanted.includes(option.id)) : ''
          return (
            <label key={option.id} class={`choice${chosen ? ' choice-on' : ''}${state && ` choice-${state}`}`}>
              <input
                type={several ? 'checkbox' : 'radio'}
                name={name}
                value={option.id}
                checked={chosen}
                disabled={disabled}
                onChange={() => onPick(option.id)}
              />
              <span class="choice-text" lang={language}>
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
