import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../components/Icon/Icon'
import { number } from '../../i18n/format'
import { useLearn } from '../messages'
import type { AnswerProps } from './Exercise'

/** Options put in order by two buttons each: sure under a trembling finger, a keyboard and a screen reader alike. */
export function Order({ question, options, answer, checked, label, onChange }: AnswerProps) {
  const { quiz: m } = useLearn()
  const [moved, setMoved] = useState<{ id: string; by: number } | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const text = (id: string) => options.find((option) => option.id === id)?.text ?? id

  // The focus goes with the row that moved, so that the same key moves it on.
  useEffect(() => {
    if (moved) list.current?.querySelector<HTMLElement>(`[data-move="${moved.id} ${moved.by}"]`)?.focus()
  }, [moved])

  function move(id: string, by: number) {
    const from = answer.indexOf(id)
    const to = from + by
    if (to < 0 || to >= answer.length) return
    const next = [...answer]
    next.splice(from, 1)
    next.splice(to, 0, id)
    onChange(next)
    setMoved({ id, by })
  }

  return (
    <div class="stack stack-tight">
      <p class="quiet small">{m.putOrder}</p>
      <ol ref={list} class="order" aria-labelledby={label}>
        {answer.map((id, place) => (
          // Keyed by place: the rows stand still and their words change, so no row is ever moved in the page.
          <li key={place} class="order-row">
            <span class="order-place num" aria-hidden="true">
              {number(place + 1)}
            </span>
            <span class="order-text" data-say="text" lang={question.language}>
              {text(id)}
            </span>
            {!checked && (
              <span class="order-buttons">
                {[-1, 1].map((by) => (
                  <button
                    key={by}
                    type="button"
                    class="order-button"
                    data-move={`${id} ${by}`}
                    aria-label={by < 0 ? m.up(text(id)) : m.down(text(id))}
                    aria-disabled={by < 0 ? place === 0 : place === answer.length - 1}
                    onClick={() => move(id, by)}
                  >
                    <Icon name={by < 0 ? 'arrow-up' : 'arrow-down'} />
                  </button>
                ))}
              </span>
            )}
          </li>
        ))}
      </ol>
      <p class="hidden" role="status">
        {moved && m.moved(text(moved.id), number(answer.indexOf(moved.id) + 1))}
      </p>
    </div>
  )
}
