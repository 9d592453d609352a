import { useState } from 'preact/hooks'
import { Icon } from '../../components/Icon/Icon'
import { number } from '../../i18n/format'
import { emptySlot, optionText, pairsOf, sentencePieces, withPair } from '../answer'
import { useLearn } from '../messages'
import type { AnswerProps } from './Exercise'
import './fill.css'

/**
 * A word goes into the gap that was tapped, or into the next empty one; a tap on a filled gap takes its word out. A second
 * tap of a trembling finger does nothing in either case.
 */
export function Fill({ question, options, answer, checked, label, onChange }: AnswerProps) {
  const { fill: m } = useLearn()
  const [tapped, setTapped] = useState<string | undefined>()
  const [said, setSaid] = useState('')
  const pairs = pairsOf(answer)
  const next = tapped && !pairs.has(tapped) ? tapped : emptySlot(question, answer)
  const used = new Set(pairs.values())
  const word = (id: string | undefined) => optionText(question, id)
  const place = (slot: string) => number((question.slots ?? []).findIndex((one) => one.id === slot) + 1)

  function take(slot: string) {
    setTapped(slot)
    const out = word(pairs.get(slot))
    if (out === undefined) return
    setSaid(m.taken(out))
    onChange(withPair(answer, slot, null))
  }

  function put(id: string) {
    if (!next || used.has(id)) return
    setTapped(undefined)
    setSaid(m.filled(word(id) ?? '', place(next)))
    onChange(withPair(answer, next, id))
  }

  function gap(slot: string) {
    const option = pairs.get(slot)
    const good = question.key?.includes(`${slot}:${option}`)
    const marked = checked && question.key
    const mark = marked ? ` marked-${good ? 'right' : 'wrong'}` : ''
    const look = option ? ` fill-full${mark}` : slot === next ? ' fill-next' : ''
    return (
      <button
        key={slot}
        type="button"
        class={`fill-gap${look}`}
        data-slot={slot}
        disabled={checked}
        onClick={() => take(slot)}
      >
        <span class="hidden">
          {m.gap(place(slot))}
          {option && ': '}
        </span>
        {word(option) ?? <span aria-hidden="true">{place(slot)}</span>} {marked && <Icon name={good ? 'check' : 'x'} />}
      </button>
    )
  }

  return (
    <div class="stack">
      {!checked && <p class="quiet small">{m.how}</p>}
      <p class="fill-sentence" data-say="text" lang={question.language}>
        {sentencePieces(question.sentence).map((piece) => ('slot' in piece ? gap(piece.slot) : piece.text))}
      </p>
      {!checked && (
        <fieldset class="fill-words" aria-label={m.words} aria-describedby={label}>
          {options.map(({ id, text }) => (
            <button
              key={id}
              type="button"
              class="fill-word"
              data-option={id}
              aria-disabled={!next || used.has(id)}
              onClick={() => put(id)}
            >
              <span data-say="text" lang={question.language}>
                {text}
              </span>
              {used.has(id) && <span class="hidden">, {m.used}</span>}
            </button>
          ))}
        </fieldset>
      )}
      <p class="hidden" role="status">
        {said}
      </p>
    </div>
  )
}
