import { api } from '../../api/endpoints'
import type { Person } from '../../api/schema'
import { campaign } from '../../app/running'
import { session } from '../../app/session'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { ButtonLink } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { Progress as Bar } from '../../components/Progress/Progress'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import done from '../../pictures/done.svg'
import { CourseCards } from '../courses/CourseCards'
import { nextModule, passedModules } from '../fold'
import { useLearn } from '../messages'
import { WhereToStart } from '../start/WhereToStart'
import { useKnown } from '../useKnown'
import { useProgress } from '../useProgress'
import { late } from './late'
import { ReviewCard } from './ReviewCard'
import './Dashboard.css'

const OwnWork = late(() => import('../../coordinate/OwnWork'))
const OwnPlace = late(() => import('../../boards/mine/MyVillage'))

/** The home page of somebody who is signed in: the next lesson is the biggest thing on it. */
export default function Dashboard() {
  const m = useLearn()
  const lang = useStore(language)
  const person = useStore(session).person as Person
  const progress = useProgress()
  const known = useKnown()
  const courses = useLoad((signal) => api.courses(lang, { signal }), [lang])
  const items = courses.data?.items
  const ready = items && progress
  const passed = progress ? passedModules(progress.summary) : new Set<string>()
  const next = ready ? nextModule(items, passed, progress.begun, undefined, known) : null
  const all = items?.flatMap((course) => course.modules) ?? []
  // Where they live, or what they look after.
  const own = person.village?.id ?? person.appointments.find((one) => one.village)?.village
  const passedHere = all.filter((module) => passed.has(module.id)).length

  return (
    <Page title={m.home.hello(person.name)}>
      {courses.error !== undefined && !items && <LoadError error={courses.error} retry={courses.reload} />}
      {courses.error === undefined && !ready && <Skeleton lines={0} cards={2} />}
      {ready && (next ? <NextCard {...next} /> : all.length > 0 && <AllDone />)}
      {ready && passed.size === 0 && progress.begun.size === 0 && <WhereToStart courses={items} known={known} />}
      {person.unconfirmed && <Unconfirmed />}
      {progress && <ReviewCard reviews={progress.summary.reviews} />}
      {ready && (
        <Card>
          <h2 class="hidden">{m.home.progress}</h2>
          <dl class="figures">
            <div>
              <dd class="figure num">{number(passedHere)}</dd>
              <dt>{m.home.lessons(number(all.length))}</dt>
            </div>
            <div>
              <dd class="figure num">{number(progress.summary.points)}</dd>
              <dt>{m.home.points}</dt>
            </div>
          </dl>
          <Bar
            value={passedHere}
            max={all.length}
            label={`${number(passedHere)} ${m.home.lessons(number(all.length))}`}
          />
        </Card>
      )}
      {own && <OwnPlace id={own} village={person.village} />}
      {person.appointments.length > 0 && <OwnWork person={person} />}
      {ready && items.length > 0 && (
        <section class="stack">
          <h2>{m.home.courses}</h2>
          <CourseCards courses={items} progress={progress} />
        </section>
      )}
    </Page>
  )
}

type NextProps = NonNullable<ReturnType<typeof nextModule>>

function NextCard({ course, module, begun }: NextProps) {
  const m = useLearn()
  return (
    <Card warm class="next">
      <p class="next-label">{begun ? m.home.again : m.home.next}</p>
      <h2 class="next-title">{module.title}</h2>
      <p class="quiet">
        {course.title} · {m.courses.minutes(number(module.minutes))}
      </p>
      <ButtonLink look="main" href={`/modules/${module.id}`} iconEnd="arrow-right">
        {begun ? m.home.resume : m.home.go}
      </ButtonLink>
    </Card>
  )
}

/** Kindly: nothing is wrong, and lessons go on. */
function Unconfirmed() {
  const { home: m } = useLearn()
  const counts = useStore(campaign)?.count_unconfirmed
  return (
    <Notice icon="clock" title={m.unconfirmed} action={<ButtonLink href="/join">{m.joinCode}</ButtonLink>}>
      <p>{counts ? m.unconfirmedCounts : m.unconfirmedWaits}</p>
    </Notice>
  )
}

function AllDone() {
  const m = useLearn()
  return (
    <Card warm class="next">
      <img class="picture" src={done} width="200" height="150" alt="" />
      <h2 class="next-title">{m.home.allDone}</h2>
      <p>{m.home.allDoneText}</p>
    </Card>
  )
}
