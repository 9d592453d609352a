import { api } from '../../api/endpoints'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { language } from '../../i18n/messages'
import { useLearn } from '../messages'
import { AskAgain, WhereToStart } from '../start/WhereToStart'
import { useKnown } from '../useKnown'
import { useProgress } from '../useProgress'
import { CourseCards } from './CourseCards'

export default function CoursesPage() {
  const { courses: m } = useLearn()
  const lang = useStore(language)
  const progress = useProgress()
  const known = useKnown()
  const { data, error, reload } = useLoad((signal) => api.courses(lang, { signal }), [lang])
  return (
    <Page title={m.title} lead={m.lead}>
      {!data && (error === undefined ? <Skeleton lines={0} cards={4} /> : <LoadError error={error} retry={reload} />)}
      {data && data.items.length === 0 && (
        <EmptyState picture="nothing" title={m.empty}>
          <p>{m.emptyText}</p>
        </EmptyState>
      )}
      {data && <WhereToStart courses={data.items} known={known} />}
      {data && <CourseCards courses={data.items} progress={progress} />}
      {data && <AskAgain courses={data.items} known={known} />}
    </Page>
  )
}
