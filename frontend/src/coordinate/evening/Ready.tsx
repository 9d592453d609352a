import { useEffect, useState } from 'preact/hooks'
import { online } from '../../app/online'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { moment } from '../moment'
import { useEveningWords } from './messages'
import type { Evening } from './useEvening'

/** Whether the phone has what the evening needs without a network, and brings what it has not. */
export function Ready({ evening, module }: { evening: Evening; module: string }) {
  const m = useEveningWords()
  const { action } = useCore()
  const up = useStore(online)
  const [lesson, setLesson] = useState<'coming' | 'kept' | 'failed'>('coming')
  const [round, setRound] = useState(0)
  const { roster } = evening

  useEffect(() => {
    if (!module) return
    let gone = false
    setLesson('coming')
    void import('./bring')
      .then(({ bring }) => bring(module))
      .catch(() => false)
      .then((whole) => gone || setLesson(whole ? 'kept' : 'failed'))
    return () => {
      gone = true
    }
  }, [module, up, round])

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
    <>
      <p class="small quiet num" role="status">
        {m.kept(number(roster.people.length), moment(new Date(roster.at)))}{' '}
        {module && lesson === 'coming' && m.lessonComing}
        {module && lesson === 'kept' && m.keptLesson}
      </p>
      {module && lesson === 'failed' && (
        <Notice
          kind="offline"
          title={m.lessonFailed}
          action={
            <Button icon="refresh-cw" onClick={() => setRound((n) => n + 1)}>
              {action.retry}
            </Button>
          }
        >
          <p>{m.lessonFailedText}</p>
        </Notice>
      )}
    </>
  )
}
