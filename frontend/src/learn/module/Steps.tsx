import type { Module } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { number } from '../../i18n/format'
import { useLearn } from '../messages'
import { Drawing } from './Drawing'
import { LanguageChoice } from './LanguageChoice'
import { Practice } from './Practice'
import { Remember } from './Remember'
import { Screen } from './Screen'

interface StepsProps {
  module: Module
  step: number
  go: (step: number) => void
  toQuiz: () => void
}

type Step = Module['steps'][number]

export function Steps({ module, step, go, toQuiz }: StepsProps) {
  const { module: m } = useLearn()
  const all = module.steps.length
  const at = Math.min(step, all - 1)
  const shown: Step = module.steps[at] ?? { title: module.title, html: '' }
  const language = shown.language ?? module.language
  const last = at >= all - 1
  // A voice goes on by itself, except where there is something to try or to decide.
  const onEnd = last || shown.practice ? undefined : () => go(at + 1)
  return (
    <Screen
      title={module.title}
      course={module.course}
      place={m.step(number(at + 1), number(all))}
      value={at + 1}
      max={all}
      heading={shown.title}
      at={`step ${at}`}
      listen={{ index: at, language, audio: shown.audio, onEnd }}
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
      {at === 0 && <LanguageChoice module={module} />}
      {at === 0 && (
        <p class="lesson-goal">
          <span class="small quiet">{m.goal}</span>
          <span data-say="text" lang={module.language}>
            {module.goal}
          </span>
        </p>
      )}
      {shown.picture && <Drawing picture={shown.picture} language={language} />}
      {/* The server has sanitized it, and the CSP forbids scripts. */}
      <div class="prose" lang={language} dangerouslySetInnerHTML={{ __html: shown.html }} />
      <Practice key={`practice ${at}`} question={shown.practice} />
      {last && <Remember module={module} />}
    </Screen>
  )
}
