import { useEffect, useId, useRef } from 'preact/hooks'
import { api } from '../../api/endpoints'
import type { Course, VisitOutcome } from '../../api/schema'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { day, number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { type Helper, log } from '../field/log'
import { tell } from '../field/tell'
import { useVisitsWords } from './messages'
import type { Noted } from './visited'
import { reasonOf, type Visit } from './words'

const outcomes: readonly VisitOutcome[] = ['helped', 'not_home', 'later', 'declined', 'moved']

interface VisitRowProps {
  item: Visit
  helper: Helper
  courses: readonly Course[] | undefined
  /** What this phone has noted of a visit since. */
  done: Noted | undefined
  /** The one noted last, which is read out. */
  latest: boolean
  open: boolean
  onOpen: (open: boolean) => void
  onNoted: () => void
}

/** Somebody to visit, why, and what came of it. */
export function VisitRow({ item, helper, courses, done, latest, open, onOpen, onNoted }: VisitRowProps) {
  const m = useVisitsWords()
  const id = useId()
  const { person, name, question, last_visit: last, since, reason } = item

  async function note(outcome: VisitOutcome) {
    if (!(await tell(log(helper, { kind: 'visited', person, outcome }, `${m.about}: ${name}`)))) return
    onNoted()
    onOpen(false)
  }

  // The button that was pressed goes away each time, and with it the focus of whoever cannot see where it was.
  const row = useRef<HTMLLIElement>(null)
  const shown = done ? 'done' : open ? 'open' : 'closed'
  const before = useRef(shown)
  useEffect(() => {
    if (before.current !== shown && (open || latest)) row.current?.focus({ preventScroll: true })
    before.current = shown
  }, [shown])

  if (done) {
    return (
      <li ref={row} tabIndex={-1}>
        <Notice
          kind="good"
          title={m.done(name, m.outcome[done.outcome])}
          live={latest}
          action={
            <Button
              icon="rotate-ccw"
              onClick={() => void tell(log(helper, { kind: 'undone', of: done.id }, `${m.undo}: ${name}`, person))}
            >
              {m.undo}
            </Button>
          }
        >
          <p>{m.quiet[done.outcome]}</p>
        </Notice>
      </li>
    )
  }
  return (
    <li class="visit" ref={row} tabIndex={-1}>
      <p class="visit-why" id={id}>
        {reasonOf(item, courses, m, number, Date.now())}
      </p>
      {question && <Asked module={question.module} id={question.question} />}
      {last && (
        <p class="small quiet num">
          {last.by
            ? m.last(m.outcome[last.outcome], day(last.at), last.by)
            : m.lastBare(m.outcome[last.outcome], day(last.at))}
        </p>
      )}
      {!last && reason !== 'silent' && <p class="small quiet num">{m.on(m.since[reason], day(since))}</p>}
      {open ? (
        <fieldset class="stack stack-tight">
          <legend class="visit-how">{m.how(name)}</legend>
          {outcomes.map((outcome) => (
            <Button key={outcome} look={outcome === 'helped' ? 'main' : 'second'} onClick={() => void note(outcome)}>
              {m.outcome[outcome]}
            </Button>
          ))}
        </fieldset>
      ) : (
        <Button icon="check" onClick={() => onOpen(true)}>
          {m.record}
          <span class="hidden"> {name}</span>
        </Button>
      )}
    </li>
  )
}

/** The question itself, where the phone can find it: what to talk about at the kitchen table. */
function Asked({ module, id }: { module: string; id: string }) {
  const m = useVisitsWords()
  const lang = useStore(language)
  const { data } = useLoad((signal) => api.module(module, lang, { signal }).catch(() => null), [module, lang])
  const text = data?.quiz.questions.find((question) => question.id === id)?.text
  return text ? <p class="small">{m.stuckAt(text)}</p> : null
}
