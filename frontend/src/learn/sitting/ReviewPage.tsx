import { useState } from 'preact/hooks'
import type { Answer } from '../../api/schema'
import { session } from '../../app/session'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button, ButtonLink } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { contentWish } from '../../i18n/contentLanguage'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { flush, put } from '../../offline/outbox'
import done from '../../pictures/done.svg'
import { isRight } from '../grade'
import { useLearn } from '../messages'
import { QuestionScreen } from '../module/QuestionScreen'
import { useSpent } from '../useSpent'
import { nextSitting, type Part, partsOf, type Sitting, scoreOf } from './sitting'
import '../module/module.css'

/** Asks again what somebody once answered wrong and is due today, a few questions at a time. */
export default function ReviewPage() {
  const { review: m } = useLearn()
  const lang = useStore(language)
  const person = useStore(session).person?.id ?? ''
  const wish = useStore(contentWish)?.language ?? null
  const { data, error, reload } = useLoad(() => nextSitting(person, lang, wish), [person, lang, wish])
  if (data && data.questions.length > 0) {
    return <Questions key={data.seed} owner={person} sitting={data} again={reload} />
  }
  return (
    <Page title={m.title} bare>
      {data ? (
        <Nothing due={data.due} />
      ) : error === undefined ? (
        <Skeleton lines={6} />
      ) : (
        <LoadError error={error} retry={reload} />
      )}
    </Page>
  )
}

interface QuestionsProps {
  owner: string
  sitting: Sitting
  again: () => void
}

function Questions({ owner, sitting, again }: QuestionsProps) {
  const { module: words, quiz, review: m } = useLearn()
  const { questions, seed } = sitting
  const [startedAt] = useState(() => new Date().toISOString())
  const [answers, setAnswers] = useState<Answer[]>([])
  const [at, setAt] = useState(0)
  const spent = useSpent(0)
  /** How long it had taken after each question. */
  const [ends, setEnds] = useState<number[]>([])
  const [checked, setChecked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [parts, setParts] = useState<Part[] | null>(null)
  const asked = questions[at]
  if (parts) return <Done parts={parts} more={sitting.more} again={again} />
  if (!asked) return null
  const last = at === questions.length - 1
  const withAnswer = (answer: Answer) => [...answers.slice(0, at), answer]

  function check(answer: Answer) {
    const given = withAnswer(answer)
    setAnswers(given)
    // Without a key there is nothing to say yet: the server grades, and the next question comes at once.
    if (asked && isRight(asked.question, answer) === null) onward(given)
    else setChecked(true)
  }

  function onward(given: Answer[]) {
    const ended = [...ends, spent()]
    setChecked(false)
    setEnds(ended)
    if (last) void finish(given, ended)
    else setAt(at + 1)
  }

  async function finish(given: Answer[], ended: number[]) {
    setBusy(true)
    const answered = questions.map((question, place) => ({
      ...question,
      answer: given[place] ?? [],
      spent: (ended[place] ?? 0) - (ended[place - 1] ?? 0),
    }))
    const made = partsOf(answered, startedAt, new Date().toISOString())
    for (const { module, submission, graded } of made) await put(owner, submission, m.item(module.title), graded)
    setParts(made)
    void flush()
  }

  return (
    <QuestionScreen
      module={asked.module}
      question={asked.question}
      back="/"
      place={words.question(number(at + 1), number(questions.length))}
      at={at}
      max={questions.length}
      seed={seed}
      given={answers[at]}
      checked={checked}
      busy={busy}
      onward={last ? quiz.result : quiz.nextQuestion}
      onChange={(answer) => setAnswers(withAnswer(answer))}
      onCheck={check}
      onNext={() => onward(answers)}
    />
  )
}

function Done({ parts, more, again }: { parts: Part[]; more: boolean; again: () => void }) {
  const { review: m, result } = useLearn()
  const { action } = useCore()
  const told = scoreOf(parts)
  return (
    <Page title={m.title} bare>
      <div class="result" role="status">
        <img class="picture" src={done} width="200" height="150" alt="" />
        <h1>{more ? m.doneSome : m.done}</h1>
        {told && <p class="num">{m.score(number(told.score), number(told.max))}</p>}
        <p>{told ? (told.score === told.max ? m.allRight : m.notAll) : result.waiting}</p>
        {more && <p>{m.more}</p>}
      </div>
      <div class="stack">
        {more && (
          <Button look="main" icon="rotate-ccw" onClick={again}>
            {m.goOn}
          </Button>
        )}
        <ButtonLink look={more ? 'second' : 'main'} href="/">
          {action.home}
        </ButtonLink>
      </div>
    </Page>
  )
}

function Nothing({ due }: { due: boolean }) {
  const { review: m } = useLearn()
  const { action } = useCore()
  return (
    <EmptyState
      page
      picture={due ? 'offline' : 'nothing'}
      title={due ? m.away : m.nothing}
      action={
        <ButtonLink look="main" href="/">
          {action.home}
        </ButtonLink>
      }
    >
      <p>{due ? m.awayText : m.nothingText}</p>
    </EmptyState>
  )
}
