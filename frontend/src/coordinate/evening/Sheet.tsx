import { useState } from 'preact/hooks'
import type { Module } from '../../api/schema'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { Page } from '../../components/Page/Page'
import { usePrinted } from '../../components/Printed/usePrinted'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { contentWish } from '../../i18n/contentLanguage'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { loadModule } from '../../learn/module/content'
import { SampleMessage } from '../../learn/module/SampleMessage'
import { useEveningWords } from './messages'
import { type OnPaper, onPaper } from './onPaper'
import type { Evening } from './useEvening'

/** The evening's questions for a room that answers together, one at a time and large; and all of them on paper. */
export default function Sheet({ evening }: { evening: Evening }) {
  const { sheet: m, ...words } = useEveningWords()
  const lang = useStore(language)
  const wish = useStore(contentWish)
  const { module } = evening.session
  const { data, error, reload } = useLoad(
    async (signal) => (module ? loadModule(module, lang, wish?.language ?? null, signal) : null),
    [module, lang, wish],
  )
  return (
    <Page
      title={m.title}
      lead={m.text}
      back={{ href: `/village/${evening.helper.village}/evening`, label: words.backToRoom }}
    >
      {!data && (error === undefined ? <Skeleton lines={5} /> : <LoadError error={error} retry={reload} />)}
      {data && <Questions module={data} />}
    </Page>
  )
}

function Questions({ module }: { module: Module }) {
  const { sheet: m } = useEveningWords()
  const [at, setAt] = useState(0)
  const [shown, setShown] = useState(false)
  usePrinted()
  const questions = onPaper(module.quiz.questions)
  const question = questions[Math.min(at, questions.length - 1)]
  if (!question) return <p>{m.hands}</p>
  const go = (place: number) => {
    setAt(place)
    setShown(false)
    scrollTo(0, 0)
  }
  return (
    <>
      <div class="stack print-not">
        <p class="quiet num">{m.place(number(at + 1), number(questions.length))}</p>
        <One question={question} shown={shown} />
        <Button look={shown ? 'second' : 'main'} onClick={() => setShown(!shown)}>
          {shown ? m.hide : m.key}
        </Button>
        <div class="button-row tight-row">
          <Button icon="arrow-left" disabled={at === 0} onClick={() => go(at - 1)}>
            {m.previous}
          </Button>
          <Button iconEnd="arrow-right" disabled={at === questions.length - 1} onClick={() => go(at + 1)}>
            {m.next}
          </Button>
        </div>
        <Button look="quiet" icon="printer" onClick={() => print()}>
          {m.print}
        </Button>
      </div>
      <Printed module={module} questions={questions} />
    </>
  )
}

/** A question with its options; `shown` with what is right. */
function One({ question, shown }: { question: OnPaper; shown: boolean }) {
  const { sheet: m } = useEveningWords()
  const { kind, options, slots, sentence, message, verdict, key, explain, language } = question
  return (
    <div class="stack">
      <h2 class="sheet-question" lang={language}>
        {question.text}
      </h2>
      {message && <SampleMessage message={message} />}
      {kind === 'safe_or_scam' && (
        <p class="sheet-options">
          <strong>{shown && verdict ? m[verdict] : `${m.safe} / ${m.scam}?`}</strong>
        </p>
      )}
      {sentence && (
        <p class="sheet-options" lang={language}>
          {sentence}
        </p>
      )}
      {slots.length > 0 && (
        <ul class="sheet-options" lang={language}>
          {slots.map((slot) => (
            <li key={slot}>{slot}</li>
          ))}
        </ul>
      )}
      {kind === 'order' && <p class="quiet">{m.order}</p>}
      {kind === 'fill' && <p class="quiet">{m.gaps}</p>}
      {kind === 'safe_or_scam' && <p class="quiet">{m.because}</p>}
      <ul class="sheet-options" lang={language}>
        {options.map(({ letter, text, right }) => {
          const good = shown && right && slots.length === 0 && kind !== 'fill'
          return (
            <li key={letter} class={`sheet-option${good ? ' sheet-right' : ''}`}>
              <span class="sheet-letter">{letter}</span>
              <span>{text}</span>
            </li>
          )
        })}
      </ul>
      {/* Stands there before it says something: a screen reader speaks changes alone. */}
      <div role="status" class={shown && key !== null ? 'stack stack-tight' : 'hidden'}>
        {shown && key !== null && (
          <>
            <p>
              {m.right}: <strong lang={language}>{key}</strong>
            </p>
            {explain && <p lang={language}>{explain}</p>}
          </>
        )}
      </div>
    </div>
  )
}

/** On paper: all questions, and what is right at the end, where it can be cut off. */
function Printed({ module, questions }: { module: Module; questions: readonly OnPaper[] }) {
  const { sheet: m } = useEveningWords()
  return (
    <div class="sheet-print" aria-hidden="true">
      <h1 lang={module.language}>{module.title}</h1>
      <p>{m.printKey}</p>
      <ol>
        {questions.map((question) => (
          <li key={question.id} class="sheet-paper">
            <One question={question} shown={false} />
          </li>
        ))}
      </ol>
      <section class="sheet-key">
        <h2>{m.answers}</h2>
        <ol>
          {questions.map(({ id, verdict, key }) => (
            <li key={id}>{[verdict && m[verdict], key].filter(Boolean).join(', ')}</li>
          ))}
        </ol>
      </section>
    </div>
  )
}
