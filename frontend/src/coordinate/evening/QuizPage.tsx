import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { ContentLanguage, Module, UUID, VillageID } from '../../api/schema'
import { Forbidden } from '../../app/closed'
import { answering } from '../../app/running'
import { hasRole, session } from '../../app/session'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button, ButtonLink } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { Tabs } from '../../components/Tabs/Tabs'
import { contentNames, contentWish } from '../../i18n/contentLanguage'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { type Grade, grade } from '../../learn/grade'
import { loadModule } from '../../learn/module/content'
import { Quiz } from '../../learn/module/Quiz'
import { newSeed } from '../../learn/shuffle'
import { inSeconds } from '../../learn/spent'
import type { Draft } from '../../offline/db'
import { flush } from '../../offline/outbox'
import { handIn } from '../field/log'
import { isClosed } from '../field/roster'
import { tell, Unwritten } from '../field/tell'
import { useEveningWords } from './messages'
import { dropTurn, keepTurn, keptTurn } from './turn'
import { type Evening, useEvening } from './useEvening'
import { useNames } from './useNames'
import '../../learn/module/module.css'
import './evening.css'

/** The quiz of a session in one person's hands: no bar, no names, nothing of anybody else. */
export default function QuizPage() {
  const { id, person } = useRoute().params
  return <Turn key={`${id} ${person}`} village={id as VillageID} person={person ?? ''} />
}

function Turn({ village, person }: { village: VillageID; person: UUID }) {
  const m = useEveningWords()
  const evening = useEvening(village)
  const own = useStore(session).person
  const [begun, setBegun] = useState<Begun | null>(null)
  const lang = useStore(language)
  const wish = useStore(contentWish)
  // The learner's, which may be another than the helper's.
  const [spoken, setSpoken] = useState<ContentLanguage | null>(null)
  const module = evening?.session.module
  const { data, error, reload } = useLoad(
    async (signal) => (module ? loadModule(module, lang, spoken ?? wish?.language ?? null, signal) : null),
    [module, lang, wish, spoken],
  )
  const here = `/village/${village}/evening`
  // Whatever others note of them meanwhile, nobody is thrown out in the middle: the answers are here alone.
  if (begun) return <Hands {...begun} person={person} onBegin={setBegun} onLanguage={setSpoken} />
  if (!hasRole(own, ['coordinator']) || isClosed(evening?.error)) return <Forbidden />
  if (evening && !evening.session.people.some((one) => one.person === person && one.left === null)) {
    return (
      <Page title={m.hand.gone} bare>
        <EmptyState
          page
          picture="nothing"
          title={m.hand.gone}
          action={<ButtonLink href={`${here}/who`}>{m.join}</ButtonLink>}
        >
          <p>{m.hand.goneText}</p>
        </EmptyState>
      </Page>
    )
  }
  if (!evening || !data) {
    return (
      <Page title={m.hand.title} bare back={{ href: `${here}/next`, label: m.hand.title }}>
        {error === undefined ? <Skeleton lines={4} /> : <LoadError error={error} retry={reload} />}
      </Page>
    )
  }
  return <Hands evening={evening} module={data} person={person} onBegin={setBegun} onLanguage={setSpoken} />
}

/** What a quiz was begun with, and is handed in with. */
interface Begun {
  evening: Evening
  module: Module
}

interface HandsProps extends Begun {
  person: UUID
  onBegin: (begun: Begun) => void
  onLanguage: (language: ContentLanguage) => void
}

type Stage = { at: 'give' } | { at: 'quiz'; draft: Draft } | { at: 'result'; grade: Grade | null } | { at: 'back' }

/** From hand to hand: whose turn it is, the quiz, the person's own result, and back to the helper. */
function Hands({ evening, module, person, onBegin, onLanguage }: HandsProps) {
  const { hand: m } = useEveningWords()
  const nameOf = useNames()
  const { route } = useLocation()
  const [stage, setStage] = useState<Stage>({ at: 'give' })
  const next = `/village/${evening.helper.village}/evening/next`
  const turn = { session: evening.id, person }

  // The app does not load itself anew under somebody's finger.
  useEffect(() => {
    answering.set(stage.at === 'quiz')
    return () => answering.set(false)
  }, [stage.at])

  function begin() {
    onBegin({ evening, module })
    setStage({ at: 'quiz', draft: keptTurn(turn, module) ?? fresh(module) })
  }

  function change(part: Partial<Draft>) {
    setStage((now) => {
      if (now.at !== 'quiz') return now
      const draft = { ...now.draft, ...part }
      keepTurn(turn, draft)
      return { ...now, draft }
    })
  }

  async function finish(draft: Draft, spent: number) {
    const graded = grade(module.quiz.questions, draft.answers, module.pass_mark)
    const taken = handIn(evening.helper, {
      ...turn,
      module,
      graded,
      submission: {
        answers: draft.answers,
        started_at: draft.startedAt,
        finished_at: new Date().toISOString(),
        seconds: inSeconds(spent),
      },
    })
    if (!(await tell(taken))) throw new Error('not written')
    dropTurn()
    setStage({ at: 'result', grade: graded })
    scrollTo(0, 0)
    void flush().catch(() => undefined)
  }

  switch (stage.at) {
    case 'give':
      return (
        <Over big title={m.to(nameOf(evening.byId.get(person)))} text={m.toText(module.title)}>
          <Spoken module={module} onLanguage={onLanguage} />
          <Button look="main" iconEnd="arrow-right" onClick={begin}>
            {m.begin}
          </Button>
          <ButtonLink href={next}>{m.other}</ButtonLink>
        </Over>
      )
    case 'quiz':
      return (
        <>
          <Unwritten />
          <Quiz
            module={module}
            draft={stage.draft}
            back={next}
            change={change}
            finish={(spent) => finish(stage.draft, spent)}
          />
        </>
      )
    case 'result':
      return <OwnResult grade={stage.grade} onSeen={() => setStage({ at: 'back' })} />
    default:
      return (
        <Over big title={m.back} text={m.backText}>
          <Button look="main" onClick={() => route(next, true)}>
            {m.onward}
          </Button>
        </Over>
      )
  }
}

/** In which of the lesson's languages they take the quiz. */
function Spoken({ module, onLanguage }: { module: Module; onLanguage: HandsProps['onLanguage'] }) {
  const { hand: m } = useEveningWords()
  const languages = [...new Set([module.language, ...module.languages])]
  if (languages.length < 2) return null
  return (
    <Tabs
      label={m.language}
      value={module.language}
      choices={languages.map((value) => ({ value, label: contentNames[value] }))}
      onChange={onLanguage}
    />
  )
}

const fresh = (module: Module): Draft => ({
  owner: '',
  module: module.id,
  version: module.version,
  seed: newSeed(),
  step: 0,
  question: 0,
  answers: {},
  startedAt: new Date().toISOString(),
  checked: [],
})

function OwnResult({ grade: own, onSeen }: { grade: Grade | null; onSeen: () => void }) {
  const { hand: m } = useEveningWords()
  return (
    <Over title={m.own} text={own ? (own.passed ? m.passed : m.notYet) : m.graded}>
      {own && (
        <div>
          <p class="result-score num">{m.score(number(own.score), number(own.max))}</p>
          <p>{m.scoreText}</p>
        </div>
      )}
      <Button look="main" onClick={onSeen}>
        {m.seen}
      </Button>
    </Over>
  )
}

interface OverProps {
  /** May name somebody, so the window, whose title the browser remembers, is not called so. */
  title: string
  text: string
  /** To be read at arm's length. */
  big?: boolean
  children: ComponentChildren
}

/** One screen between two hands. Its heading takes the focus, so that a screen reader says what it is. */
function Over({ title, text, big = false, children }: OverProps) {
  const { title: evening } = useEveningWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title])
  return (
    <Page title={evening} bare>
      <div class="hand-over">
        <h1 ref={heading} tabIndex={-1} class={big ? 'hand-name' : undefined}>
          {title}
        </h1>
        <p>{text}</p>
        {children}
      </div>
    </Page>
  )
}
