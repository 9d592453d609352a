import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../components/Icon/Icon'
import { emptySlot, optionText, pairsOf, withPair } from '../answer'
import { useLearn } from '../messages'
import type { AnswerProps } from './Exercise'
import { useCalm } from './useCalm'
import './match.css'

/**
 * One line after the other opens and offers its partners right below it, so that a thumb need not travel or drag. A
 * native list would cut long words and cannot say what is used already.
 */
export function Match({ question, options, answer, checked, label, onChange }: AnswerProps) {
  const { match: m } = useLearn()
  const slots = question.slots ?? []
  const [open, setOpen] = useState(() => emptySlot(question, answer))
  const [moved, setMoved] = useState<{ slot: string; to: string } | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const pairs = pairsOf(answer)
  const left = (id: string) => slots.find((slot) => slot.id === id)?.text ?? ''
  const right = (slot: string) => optionText(question, pairs.get(slot)) ?? m.empty
  const holder = (id: string) => slots.find((slot) => pairs.get(slot.id) === id)
  useCalm(list, open)

  useEffect(() => {
    const head = moved && list.current?.querySelector<HTMLElement>(`[data-slot="${moved.to}"]`)
    if (!head) return
    head.focus({ preventScroll: true })
    head.parentElement?.scrollIntoView({ block: 'nearest' })
  }, [moved])

  function pick(slot: string, option: string) {
    const next = withPair(answer, slot, option)
    const to = emptySlot(question, next, slot)
    onChange(next)
    setOpen(to)
    setMoved({ slot, to: to ?? slot })
  }

  return (
    <div class="stack stack-tight">
      {!checked && <p class="quiet small">{m.how}</p>}
      <ul ref={list} class="match" aria-labelledby={label}>
        {slots.map(({ id, text }) => {
          const opened = open === id && !checked
          const good = question.key?.includes(`${id}:${pairs.get(id)}`)
          const marked = checked && question.key
          const look = marked ? `marked-${good ? 'right' : 'wrong'}` : opened ? 'match-open' : ''
          return (
            <li key={id} class={`match-row ${look}`}>
              <button
                type="button"
                class="match-head"
                data-slot={id}
                aria-expanded={opened}
                disabled={checked}
                onClick={() => setOpen(opened ? undefined : id)}
              >
                <span class="match-left" data-say="text" lang={question.language}>
                  {text}
                </span>
                <span class="hidden">: </span>
                <span class={pairs.has(id) ? 'match-partner' : 'match-empty'}>
                  {right(id)} {marked && <Icon name={good ? 'check' : 'x'} />}
                </span>
                {!checked && <Icon name="chevron-down" />}
              </button>
              {opened && (
                <div class="match-options">
                  {options.map((option) => {
                    const used = holder(option.id)
                    const own = used?.id === id
                    return (
                      <button
                        key={option.id}
                        type="button"
                        class={`match-option${used ? ' match-used' : ''}`}
                        data-option={option.id}
                        aria-pressed={own}
                        onClick={() => pick(id, option.id)}
                      >
                        <span data-say="text" lang={question.language}>
                          {option.text}
                        </span>
                        {used && !own && <span class="match-by">{m.usedBy(used.text ?? '')}</span>}
                      </button>
                    )
                  })}
                </div>
              )}
            </li>
          )
        })}
      </ul>
      <p class="hidden" role="status">
        {moved && m.said(left(moved.slot), right(moved.slot))}
      </p>
    </div>
  )
}
