import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { api } from '../api/endpoints'
import type { VillageID } from '../api/schema'
import { hasRole, session } from '../app/session'
import { LoadError } from '../app/states'
import { useStore } from '../app/store'
import { useLoad } from '../app/useLoad'
import { useLive } from '../boards/live'
import { Page } from '../components/Page/Page'
import { Sections } from '../components/Sections/Sections'
import { Skeleton } from '../components/Skeleton/Skeleton'
import { language } from '../i18n/messages'
import { wardName } from '../i18n/places'
import { Downloads } from '../manage/downloads/Downloads'
import { useManage } from '../manage/messages'
import { DayChart } from '../manage/parts/DayChart'
import { Figures } from '../manage/parts/Figures'
import { Fresh } from '../manage/parts/Fresh'
import { ModuleList } from '../manage/parts/ModuleList'
import { totalFigures } from '../manage/parts/totals'
import { useCoordinate } from './messages'
import { Residents } from './Residents/Residents'
import { Team } from './Team'
import { type ProgressView, useProgress } from './useProgress'

/** A village for its coordinators, and for the officers and managers who drill down to it. */
export default function VillagePage() {
  const id = useRoute().params.id as VillageID
  return <Village key={id} id={id} />
}

function Village({ id }: { id: VillageID }) {
  const m = useCoordinate()
  const words = useManage()
  const { person } = useStore(session)
  const helps = hasRole(person, ['coordinator', 'officer'])
  const [view, setView] = useState<ProgressView>({ status: undefined, pages: 1 })
  const { data, status, name, error, loading, reload } = useProgress(id, helps ? person?.id : undefined, view)
  const code = id.slice(0, 5)
  useLive(`wards/${code}/villages`, 'points', { loading, reload })
  const show = (next: typeof view) => {
    setView(next)
    reload()
  }
  const seesWard = hasRole(person, ['officer', 'manager'])

  return (
    <Page
      title={name ?? m.loading}
      lead={<WardLine code={code} />}
      wide
      {...(seesWard && { back: { href: `/ward/${code}`, label: m.back } })}
    >
      {/* Before and without the figures: an evening goes on where there is no network to fetch them. */}
      {helps && (
        <Sections
          label={m.sections}
          items={[
            { href: `/village/${id}/evening`, icon: 'smartphone', label: m.evening },
            { href: `/village/${id}/visits`, icon: 'house', label: m.visits },
            { href: `/village/${id}/people`, icon: 'id-card', label: m.people },
            { href: `/village/${id}/join`, icon: 'qr-code', label: m.join },
          ]}
        />
      )}
      {!data && (error === undefined ? <Skeleton lines={0} cards={5} /> : <LoadError error={error} retry={reload} />)}
      {data && (
        <>
          <Fresh asOf={data.as_of} error={error} />
          {helps && <Team village={id} />}
          <Figures title={words.totals.title} figures={totalFigures(data.totals, words)} />
          <Residents
            progress={data}
            status={status}
            busy={loading}
            onStatus={(status) => show({ status, pages: 1 })}
            onMore={() => show({ ...view, pages: view.pages + 1 })}
          />
          <DayChart days={data.days} />
          <Downloads
            path={`/villages/${id}`}
            place={id}
            tables={[
              'statuses',
              ...(helps ? (['residents', 'sessions', 'attendance'] as const) : []),
              'days',
              'modules',
            ]}
          />
          <ModuleList modules={data.modules} />
        </>
      )}
    </Page>
  )
}

function WardLine({ code }: { code: string }) {
  const m = useCoordinate()
  useStore(language)
  const { data } = useLoad(() => api.ward(code), [code])
  return data ? (
    <>
      {m.lead(wardName(data))} · <a href={`/boards/wards/${code}`}>{m.board}</a>
    </>
  ) : null
}
