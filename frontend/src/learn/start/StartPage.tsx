import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { api } from '../../api/endpoints'
import type { Course } from '../../api/schema'
import { session } from '../../app/session'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Page } from '../../components/Page/Page'
import { Progress } from '../../components/Progress/Progress'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { keepKnown } from '../../offline/known'
import { nextModule, passedModules } from '../fold'
import { useLearn } from '../messages'
import { asking, type Known, path } from '../path'
import { useProgress } from '../useProgress'
import './StartPage.css'

export default function StartPage() {
  const { start: m } = useLearn()
  const lang = useStore(language)
  const { data, error, reload } = useLoad((signal) => api.courses(lang, { signal }), [lang])
  if (data) return <Questions courses={data.items} />
  return (
    <Page title={m.where} bare>
      {error === undefined ? <Skeleton lines={3} /> : <LoadError error={error} retry={reload} />}
    </Page>
  )
}

interface QuestionsProps {
  courses: readonly Course[]
}

/** One question a screen; the last screen says what follows from the answers. */
function Questions({ courses }: QuestionsProps) {
  const { action } = useCore()
  const person = useStore(session).person?.id ?? ''
  const questions = asking(courses)
  const [at, setAt] = useState(0)
  const [known, setKnown] = useState<Known>({})
  // The first screen is announced by the page itself.
  const moved = useRef(false)
  const course = questions[at]

  function go(to: number) {
    moved.current = true
    setAt(to)
  }

  function answer(yes: boolean) {
    if (!course) return
    const next = { ...known, [course.id]: yes }
    setKnown(next)
    go(at + 1)
    // Only all answers together make a path; who leaves in between is asked again.
    if (at + 1 === questions.length) keepKnown(person, next)
  }

  // On every screen, so that the answers stay where the thumb is.
  const back =
    at > 0 ? (
      <Button look="quiet" onClick={() => go(at - 1)}>
        {action.back}
      </Button>
    ) : (
      <ButtonLink look="quiet" href="/courses">
        {action.back}
      </ButtonLink>
    )
  return course ? (
    <Question
      key={course.id}
      course={course}
      at={at}
      of={questions.length}
      focus={moved.current}
      answer={answer}
      back={back}
    />
  ) : (
    <Begin courses={courses} known={known} back={back} />
  )
}

/** The heading of a screen takes the focus from the button that led to it, so that a screen reader says it. */
function useHeading(focus: boolean) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (focus) heading.current?.focus()
  }, [])
  return heading
}

interface QuestionProps {
  course: Course
  at: number
  of: number
  focus: boolean
  answer: (yes: boolean) => void
  back: ComponentChildren
}

function Question({ course, at, of, focus, answer, back }: QuestionProps) {
  const { start: m } = useLearn()
  const heading = useHeading(focus)
  const place = m.question(number(at + 1), number(of))
  return (
    <Page title={m.where} bare>
      <Progress value={at} max={of} label={place}>
        <span class="small quiet num">{place}</span>
      </Progress>
      <div class="start">
        <p class="quiet">{m.ask}</p>
        <h1 ref={heading} tabIndex={-1} lang={course.language}>
          {course.known}
        </h1>
      </div>
      <div class="start-answers">
        <Button icon="check" onClick={() => answer(true)}>
          {m.yes}
        </Button>
        <Button icon="book-open" onClick={() => answer(false)}>
          {m.no}
        </Button>
        {back}
      </div>
    </Page>
  )
}

interface BeginProps extends QuestionsProps {
  known: Known
  back: ComponentChildren
}

function Begin({ courses, known, back }: BeginProps) {
  const { start: m } = useLearn()
  const heading = useHeading(true)
  const progress = useProgress()
  const next = progress && nextModule(courses, passedModules(progress.summary), progress.begun, undefined, known)
  const course = next?.course ?? path(courses, known)[0]
  return (
    <Page title={m.where} bare>
      <div class="start">
        {course && <p class="quiet">{m.begin}</p>}
        <h1 ref={heading} tabIndex={-1} lang={course?.language}>
          {course?.title ?? m.where}
        </h1>
        {course && <p lang={course.language}>{course.summary}</p>}
      </div>
      <p>{m.free}</p>
      <div class="start-answers">
        {course && (
          <ButtonLink look="main" href={`/courses/${course.id}`} iconEnd="arrow-right">
            {m.open}
          </ButtonLink>
        )}
        <ButtonLink href="/courses">{m.all}</ButtonLink>
        {back}
      </div>
    </Page>
  )
}
