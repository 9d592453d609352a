import { useRoute } from 'preact-iso'
import type { WardCode } from '../api/schema'
import { staffApi } from '../api/staff'
import { hasRole, session } from '../app/session'
import { LoadError } from '../app/states'
import { useStore } from '../app/store'
import { useLoad } from '../app/useLoad'
import { useLive } from '../boards/live'
import { EmptyState } from '../components/EmptyState/EmptyState'
import { Page } from '../components/Page/Page'
import { Sections } from '../components/Sections/Sections'
import { Skeleton } from '../components/Skeleton/Skeleton'
import { wardName } from '../i18n/places'
import { Downloads } from './downloads/Downloads'
import { useManage } from './messages'
import type { Manage } from './messages.vi'
import { DayChart } from './parts/DayChart'
import { Figures } from './parts/Figures'
import { Fresh } from './parts/Fresh'
import { ModuleList } from './parts/ModuleList'
import { totalFigures } from './parts/totals'
import { Closed } from './ward/Closed'
import { DeskTable } from './ward/DeskTable'
import { useWardWords } from './ward/messages'
import type { WardWords } from './ward/messages.vi'
import { Todo } from './ward/Todo'

/** A ward for its officers and the province's managers. */
export default function WardPage() {
  const code = useRoute().params.code as WardCode
  return <Ward key={code} code={code} />
}

function Ward({ code }: { code: WardCode }) {
  const m = useManage()
  const words = useWardWords()
  const { person } = useStore(session)
  const officer = hasRole(person, ['officer'])
  const { data, error, loading, reload } = useLoad(() => staffApi.wardProgress(code), [code])
  // Points change with every better answer, so this stream tells of all that the page shows.
  useLive(`wards/${code}/villages`, 'points', { loading, reload })

  return (
    <Page
      title={data ? wardName(data.ward, true) : m.ward.own}
      lead={m.ward.lead}
      wide
      {...(hasRole(person, ['manager']) && { back: { href: '/province', label: m.ward.back } })}
    >
      {!data && (error === undefined ? <Skeleton lines={0} cards={5} /> : <LoadError error={error} retry={reload} />)}
      {data && (
        <>
          <Fresh asOf={data.as_of} error={error} />
          <Todo code={code} villages={data.villages} officer={officer} />
          <Sections label={m.desk.label} items={sections(code, m, words, officer)} />
          <Figures title={m.totals.title} figures={totalFigures(data.totals, m)} />
          <section class="stack stack-tight">
            <h2>{m.ward.villages}</h2>
            {data.villages.length === 0 ? (
              <EmptyState picture="nothing" title={m.ward.empty}>
                <p>{m.ward.emptyText}</p>
              </EmptyState>
            ) : (
              <DeskTable caption={wardName(data.ward, true)} ward={data} />
            )}
            <p>
              <a href={`/boards/wards/${code}`}>{m.ward.board}</a>
            </p>
            <Closed villages={data.closed} />
          </section>
          <DayChart days={data.days} />
          <Downloads
            path={`/wards/${code}`}
            place={code}
            tables={[
              'villages',
              'days',
              'modules',
              'rolls',
              'desk',
              'reviews',
              'closed',
              ...(officer ? (['week', 'residents'] as const) : []),
            ]}
          />
          <ModuleList modules={data.modules} />
        </>
      )}
    </Page>
  )
}

/** The other pages about a ward. What names residents is for its officers alone. */
function sections(code: WardCode, { desk }: Manage, { sections }: WardWords, officer: boolean) {
  const counts = [
    { href: `/ward/${code}/rolls`, icon: 'pencil', label: desk.rolls },
    { href: `/ward/${code}/reviews`, icon: 'search', label: desk.reviews },
  ] as const
  const people = [
    { href: `/ward/${code}/staff`, icon: 'users', label: desk.staff },
    { href: `/ward/${code}/requests`, icon: 'inbox', label: desk.requests },
    { href: `/ward/${code}/import`, icon: 'user-plus', label: desk.imports },
    { href: `/ward/${code}/audit`, icon: 'list-ordered', label: desk.audit },
    { href: `/ward/${code}/villages`, icon: 'map-pin', label: sections.villages },
    { href: `/ward/${code}/report`, icon: 'printer', label: sections.report },
    { href: `/ward/${code}/trends`, icon: 'chart-column', label: sections.trends },
  ] as const
  return officer ? [...people, ...counts] : counts
}
