import type { Course } from '../../api/schema'
import { ButtonLink } from '../../components/Button/Button'
import { number } from '../../i18n/format'
import { useEveningWords } from './messages'
import type { Evening } from './useEvening'
import { moduleTitle, said } from './words'

/** Who looks for an older one finds it in the village's figures. */
const most = 6

/** The sessions of before: what came of them can still be looked at, also on the next morning. */
export function Before({ evening, courses }: { evening: Evening; courses: readonly Course[] | undefined }) {
  const m = useEveningWords()
  const others = evening.held.filter(({ id }) => id !== evening.id).slice(0, most)
  if (others.length === 0) return null
  return (
    <section class="stack stack-tight">
      <h2>{m.before}</h2>
      {others.map(({ id, opened, module, people }) => (
        <ButtonLink key={id} href={`/village/${evening.helper.village}/evening?session=${id}`}>
          <span class="num">
            {[said(opened, m), moduleTitle(courses, module), m.came(number(people))].filter(Boolean).join(' · ')}
          </span>
        </ButtonLink>
      ))}
    </section>
  )
}
