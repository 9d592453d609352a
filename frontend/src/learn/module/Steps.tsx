import type { Module } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { number } from '../../i18n/format'
import { useLearn } from '../messages'
import { Practice } from './Practice'
import { ReadAloud } from './ReadAloud'
import { Screen } from './Screen'

interface StepsProps {
  module: Module
  step: number
  go: (step: number) => void
  toQuiz: () => void
}

export function Steps({ module, step, go, toQuiz }: StepsProps) {
  const { module: m } = useLearn()
  const all = module.steps.length
  const at = Math.min(step, all - 1)
  const { title, html } = module.steps[at] ?? { title: module.title, html: '' }
  const last = at >= all - 1
  return (
    <Screen
      title={module.title}
      course={module.course}
      place={m.step(number(at + 1), number(all))}
      value={at + 1}
      max={all}
      heading={title}
      at={`step ${at}`}
      foot={
        <div class={at > 0 ? 'lesson-buttons' : undefined}>
          {at > 0 && (
            <Button icon="arrow-left" onClick={() => go(at - 1)}>
              {m.back}
            </Button>
          )}
          <Button look="main" iconEnd="arrow-right" onClick={() => (last ? toQuiz() : go(at + 1))}>
            {last ? m.toQuiz : m.next}
          </Button>
        </div>
      }
    >
      {at === 0 && (
        <p class="lesson-goal">
          <span class="small quiet">{m.goal}</span>
          {module.goal}
        </p>
      )}
      {/* The server has sanitized it, and the CSP forbids scripts. */}
      <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
      <Practice key={`practice ${at}`} question={module.steps[at]?.practice} />
      <ReadAloud key={`${module.id} ${at}`} html={`<h2>${title}.</h2>${html}`} lang={module.language} />
    </Screen>
  )
}
