import type { Course } from '../../api/schema'
import { Card } from '../../components/Card/Card'
import { Icon } from '../../components/Icon/Icon'
import { number } from '../../i18n/format'
import { useLearn } from '../messages'
import { asking, type Known } from '../path'

interface WhereProps {
  courses: readonly Course[]
  known: Known
}

/** Offers the starting questions to who has not answered them; nobody must. */
export function WhereToStart({ courses, known }: WhereProps) {
  const { start: m } = useLearn()
  const questions = asking(courses)
  if (questions.length === 0 || questions.some((course) => course.id in known)) return null
  return (
    <Card href="/start" class="course">
      <span class="course-text">
        <span class="course-title">
          <Icon name="circle-help" /> {m.where}
        </span>
        <span class="quiet">{m.whereText(number(questions.length))}</span>
      </span>
      <Icon name="chevron-right" />
    </Card>
  )
}

/** People learn: what they said once need not hold. */
export function AskAgain({ courses, known }: WhereProps) {
  const { start: m } = useLearn()
  if (!asking(courses).some((course) => course.id in known)) return null
  return (
    <p>
      <a class="start-again" href="/start">
        {m.again}
      </a>
    </p>
  )
}
