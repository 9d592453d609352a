import { useRoute } from 'preact-iso'
import type { ModuleHead } from '../../api/endpoints'
import { api } from '../../api/endpoints'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { ButtonLink } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { Icon } from '../../components/Icon/Icon'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { nextModule, passedModules } from '../fold'
import { useLearn } from '../messages'
import { type Progress, useProgress } from '../useProgress'
import { Keep } from './Keep'
import './courses.css'

export default function CoursePage() {
  const { courses: m } = useLearn()
  const id = useRoute().params.course ?? ''
  const lang = useStore(language)
  const progress = useProgress()
  const { data: course, error, reload } = useLoad((signal) => api.course(id, lang, { signal }), [id, lang])
  const back = { href: '/courses', label: m.title }
  if (!course) {
    return (
      <Page title={m.title} bare back={back}>
        {error === undefined ? <Skeleton lines={3} cards={3} /> : <LoadError error={error} retry={reload} />}
      </Page>
    )
  }
  const passed = progress ? passedModules(progress.summary) : new Set<string>()
  const next = progress && nextModule([course], passed, progress.begun)
  const started = progress && (next?.begun || course.modules.some((module) => passed.has(module.id)))
  return (
    <Page key={course.id} title={course.title} lead={course.summary} back={back}>
      {next && (
        <ButtonLink look="main" href={`/modules/${next.module.id}`} iconEnd="arrow-right">
          {started ? m.goOn : m.start}
        </ButtonLink>
      )}
      {progress && !next && course.modules.length > 0 && <Notice kind="good" title={m.allDone} />}
      <section class="stack stack-tight">
        <h2>{m.modules}</h2>
        <ol class="modules">
          {course.modules.map((module, index) => (
            <li key={module.id}>
              <ModuleRow module={module} place={index + 1} progress={progress} />
            </li>
          ))}
        </ol>
      </section>
      <Keep course={course} />
    </Page>
  )
}

interface ModuleRowProps {
  module: ModuleHead
  place: number
  progress: Progress | null
}

function ModuleRow({ module, place, progress }: ModuleRowProps) {
  const { courses: m } = useLearn()
  const mine = progress?.summary.modules.find((one) => one.module === module.id)
  return (
    <Card href={`/modules/${module.id}`} class="module-row">
      <span class={`module-mark${mine?.passed ? ' module-mark-done' : ''}`} aria-hidden="true">
        {mine?.passed ? <Icon name="check" /> : number(place)}
      </span>
      <span class="module-text">
        <span class="module-title">{module.title}</span>
        <span class="small quiet">
          {m.minutes(number(module.minutes))} · {m.questions(number(module.questions))}
        </span>
        <ModuleState passed={mine?.passed} begun={progress?.begun.has(module.id) ?? false} />
      </span>
      <Icon name="chevron-right" />
    </Card>
  )
}

function ModuleState({ passed, begun }: { passed: boolean | undefined; begun: boolean }) {
  const { courses: m } = useLearn()
  if (begun) {
    return (
      <span>
        <StatusChip tone="info" icon="book-open">
          {m.begun}
        </StatusChip>
      </span>
    )
  }
  if (passed === undefined) return null
  return (
    <span>
      <StatusChip tone={passed ? 'good' : 'wait'} icon={passed ? 'circle-check' : 'rotate-ccw'}>
        {passed ? m.passed : m.tried}
      </StatusChip>
    </span>
  )
}
