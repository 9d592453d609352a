import type { Course } from '../../api/schema'
import { Card } from '../../components/Card/Card'
import { Icon } from '../../components/Icon/Icon'
import { Progress as Bar } from '../../components/Progress/Progress'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { number } from '../../i18n/format'
import { passedModules } from '../fold'
import { useLearn } from '../messages'
import { isKnown, isNew, type Known, path } from '../path'
import { useKnown } from '../useKnown'
import type { Progress } from '../useProgress'
import './courses.css'

export function CourseCards({ courses, progress }: { courses: readonly Course[]; progress: Progress | null }) {
  const { courses: m } = useLearn()
  const known = useKnown()
  const passed = progress ? passedModules(progress.summary) : new Set<string>()
  return (
    <ul class="stack">
      {path(courses, known).map((course) => {
        const all = course.modules.length
        const done = course.modules.filter((module) => passed.has(module.id)).length
        const words = m.done(number(done), number(all))
        return (
          <li key={course.id}>
            <Card href={`/courses/${course.id}`} class="course">
              <span class="course-text">
                <span class="course-title">{course.title}</span>
                <span class="quiet">{course.summary}</span>
                {done < all && <Advice course={course} known={known} />}
              </span>
              <Icon name="chevron-right" />
              {done > 0 ? (
                <span class="course-progress">
                  <Bar value={done} max={all} label={words}>
                    <span class="small">{words}</span>
                  </Bar>
                </span>
              ) : (
                <span class="course-progress small quiet">{m.count(number(all))}</span>
              )}
            </Card>
          </li>
        )
      })}
    </ul>
  )
}

/** What follows from the answer to the course's starting question. */
function Advice({ course, known }: { course: Course; known: Known }) {
  const { start: m } = useLearn()
  if (isNew(course, known)) {
    return (
      <span>
        <StatusChip tone="info" icon="arrow-up">
          {m.first}
        </StatusChip>
      </span>
    )
  }
  return isKnown(course, known) ? (
    <span>
      <StatusChip tone="good" icon="check">
        {m.isKnown}
      </StatusChip>
    </span>
  ) : null
}
