import { useState } from 'preact/hooks'
import type { ProvinceProgress } from '../api/schema'
import { staffApi } from '../api/staff'
import { LoadError } from '../app/states'
import { useStore } from '../app/store'
import { useLoad } from '../app/useLoad'
import { useLive } from '../boards/live'
import { Field } from '../components/Field/Field'
import { Page } from '../components/Page/Page'
import { Sections } from '../components/Sections/Sections'
import { Skeleton } from '../components/Skeleton/Skeleton'
import { fold } from '../i18n/fold'
import { number } from '../i18n/format'
import { language } from '../i18n/messages'
import { wardName } from '../i18n/places'
import { Downloads } from './downloads/Downloads'
import { useManage } from './messages'
import { DayChart } from './parts/DayChart'
import { Figures } from './parts/Figures'
import { Fresh } from './parts/Fresh'
import { ModuleList } from './parts/ModuleList'
import { PlaceTable } from './parts/PlaceTable'
import { totalFigures } from './parts/totals'

/** The province for its managers: counts only. */
export default function ProvincePage() {
  const m = useManage()
  const { data, error, loading, reload } = useLoad(() => staffApi.provinceProgress(), [])
  useLive('wards', 'points', { loading, reload })
  return (
    <Page title={m.province.title} lead={m.province.lead} wide>
      {!data && (error === undefined ? <Skeleton lines={0} cards={5} /> : <LoadError error={error} retry={reload} />)}
      {data && (
        <>
          <Fresh asOf={data.as_of} error={error} />
          <Sections
            label={m.desk.label}
            items={[
              { href: '/province/room', icon: 'chart-column', label: m.desk.room },
              { href: '/province/campaign', icon: 'trophy', label: m.desk.campaign },
              { href: '/province/reviews', icon: 'search', label: m.desk.reviews },
              { href: '/screen/wards', icon: 'list-ordered', label: m.desk.screen },
            ]}
          />
          <Figures title={m.totals.title} figures={totalFigures(data.totals, m)} />
          <DayChart days={data.days} />
          <Wards province={data} />
          <Downloads path="/province" tables={['wards', 'villages', 'days', 'modules']} />
          <ModuleList modules={data.modules} />
        </>
      )}
    </Page>
  )
}

function Wards({ province }: { province: ProvinceProgress }) {
  const m = useManage()
  useStore(language)
  const [text, setText] = useState('')
  const wanted = fold(text)
  const rows = province.wards
    .map(({ ward, totals }) => ({ id: ward.code, name: wardName(ward, true), totals, found: fold(ward.name) }))
    .filter((row) => row.found.includes(wanted) || fold(row.name).includes(wanted))
  return (
    <section class="stack">
      <h2>{m.province.wards}</h2>
      <Field type="search" label={m.province.filter} value={text} onInput={setText} maxLength={80} autoComplete="off" />
      <p class="small quiet" role="status">
        {rows.length ? m.province.shown(number(rows.length)) : m.province.none}
      </p>
      {rows.length > 0 && (
        <PlaceTable
          caption={m.province.title}
          place={m.table.ward}
          rows={rows}
          href={(code) => `/ward/${code}`}
          summary={{ id: '', name: m.table.sum, totals: province.totals }}
        />
      )}
    </section>
  )
}
