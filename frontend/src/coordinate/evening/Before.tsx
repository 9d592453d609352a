import type { Course } from '../../api/schema'
import { ButtonLink } from '../../components/Button/Button'
import { HeldList } from './HeldList'
import { useEveningWords } from './messages'
import type { Evening } from './useEvening'

const most = 4

/** The sessions of before: what came of them can still be looked at, also on the next morning. */
export function Before({ evening, courses }: { evening: Evening; courses: readonly Course[] | undefined }) {
  const m = useEveningWords()
  const others = evening.held.filter(({ id }) => id !== evening.id)
  if (others.length === 0) return null
  const { village } = evening.helper
  return (
    <section class="stack stack-tight">
      <h2>{m.before}</h2>
      <HeldList village={village} held={others.slice(0, most)} courses={courses} />
      {others.length > most && (
        <ButtonLink look="quiet" icon="list-ordered" href={`/village/${village}/evening/sessions`}>
          {m.all.title}
        </ButtonLink>
      )}
    </section>
  )
}
