import { useEffect, useState } from 'preact/hooks'
import { online } from '../../app/online'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { useCore } from '../../i18n/core'
import { clock, number } from '../../i18n/format'
import { useEveningWords } from './messages'
import type { Evening } from './useEvening'

/** Whether the phone has what the evening needs without a network, and brings what it has not. */
export function Ready({ evening, module }: { evening: Evening; module: string }) {
  const m = useEveningWords()
  const { action } = useCore()
  const up = useStore(online)
  const [lesson, setLesson] = useState(false)
  const { roster } = evening

  useEffect(() => {
    if (!module) return
    let gone = false
    setLesson(false)
    void import('./bring')
      .then(({ bring }) => bring(module))
      .then((whole) => gone || setLesson(whole))
      .catch(() => undefined)
    return () => {
      gone = true
    }
  }, [module, up])

  if (!roster) {
    return (
      <Notice
        kind="offline"
        title={m.noRoster}
        action={
          <Button icon="refresh-cw" onClick={evening.reload}>
            {action.retry}
          </Button>
        }
      >
        <p>{m.noRosterText}</p>
      </Notice>
    )
  }
  return (
    <p class="small quiet num">
      {m.kept(number(roster.people.length), clock(new Date(roster.at)))} {lesson && m.keptLesson}
    </p>
  )
}
