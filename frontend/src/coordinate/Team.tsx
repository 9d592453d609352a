import { api } from '../api/endpoints'
import type { VillageID } from '../api/schema'
import { useStore } from '../app/store'
import { useLoad } from '../app/useLoad'
import { ButtonLink } from '../components/Button/Button'
import { number } from '../i18n/format'
import { language } from '../i18n/messages'
import { HeldList } from './evening/HeldList'
import { fieldApi } from './field/api'
import { heldSessions } from './field/session'
import { useCoordinate } from './messages'

const newest = 2

/** What the team has done of late and what it still has to do, whichever of its phones it was done on. */
export function Team({ village }: { village: VillageID }) {
  const { team: m } = useCoordinate()
  const lang = useStore(language)
  const { data } = useLoad(
    () => Promise.all([fieldApi.sessions(village), fieldApi.visits(village, { limit: 1 })]).catch(() => undefined),
    [village],
  )
  const courses = useLoad((signal) => api.courses(lang, { signal }), [lang])
  if (!data) return null
  const [sessions, { count, to_next: next }] = data
  return (
    <section class="stack stack-tight num">
      <h2>{m.title}</h2>
      <p>
        {count > 0 ? m.waiting(number(count)) : m.nobody}
        {next && ` ${m.toNext(number(next.people), number(next.place))}`}
      </p>
      {sessions.items.length === 0 ? (
        <p>{m.noSession}</p>
      ) : (
        <>
          <HeldList
            village={village}
            held={heldSessions([], sessions.items.slice(0, newest))}
            courses={courses.data?.items}
            to="results"
          />
          <ButtonLink look="quiet" icon="list-ordered" href={`/village/${village}/evening/sessions`}>
            {m.all}
          </ButtonLink>
        </>
      )}
    </section>
  )
}
