import { useLocation, useRoute } from 'preact-iso'
import { api } from '../../api/endpoints'
import type { WardCode, WardTrends } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Choice } from '../../boards/parts/Choice'
import { DataTable } from '../../components/DataTable/DataTable'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { day as dayText, number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { capital, wardName } from '../../i18n/places'
import { dayNumber, shortDay } from '../days'
import { Downloads } from '../downloads/Downloads'
import { Chart } from '../parts/Chart'
import { Fresh } from '../parts/Fresh'
import { useTrendWords } from './messages'

type Village = WardTrends['villages'][number]

/** The villages of a ward day by day, as they were and as they are now. What is chosen stands in the address. */
export default function TrendsPage() {
  const code = useRoute().params.code as WardCode
  return <Trends key={code} code={code} />
}

function Trends({ code }: { code: WardCode }) {
  const m = useTrendWords()
  useStore(language)
  const { query, path, route } = useLocation()
  const { campaign, village } = query
  const campaigns = useLoad(() => api.campaigns(), [])
  const { data, error, reload } = useLoad(
    () => staffApi.wardTrends(code, campaign ? { campaign } : {}),
    [code, campaign],
  )
  // Figures of another choice are not shown under this one.
  const current = data && (!campaign || data.campaign.id === campaign) ? data : undefined
  const offered = (campaigns.data?.items ?? []).filter((one) => !one.ward || one.ward === code)
  const go = (change: { campaign?: string; village?: string }) =>
    route(
      `${path}?${new URLSearchParams({ ...(campaign && { campaign }), ...(village && { village }), ...change })}`,
      true,
    )
  const chosen = current?.villages.find((one) => one.village.id === village) ?? current?.villages[0]
  return (
    <Page
      title={m.title}
      lead={data ? `${wardName(data.ward, true)}. ${m.lead}` : m.lead}
      back={{ href: `/ward/${code}`, label: m.back }}
      wide
    >
      {campaigns.error !== undefined && <LoadError error={campaigns.error} retry={campaigns.reload} />}
      {offered.length > 1 && (
        <Choice
          label={m.campaign}
          value={campaign ?? current?.campaign.id ?? offered[0]?.id ?? ''}
          choices={offered.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => go({ campaign: id })}
        />
      )}
      {!current &&
        (error === undefined ? <Skeleton lines={0} cards={4} /> : <LoadError error={error} retry={reload} />)}
      {current && <Fresh asOf={current.as_of} error={error} />}
      {current && !chosen && (
        <EmptyState picture="nothing" title={m.noVillages}>
          <p>{m.noVillagesText}</p>
        </EmptyState>
      )}
      {current && chosen && current.days.length === 0 && (
        <EmptyState picture="nothing" title={m.notBegun}>
          <p>{m.notBegunText}</p>
        </EmptyState>
      )}
      {current && chosen && current.days.length > 0 && (
        <>
          <Choice
            label={m.village}
            value={chosen.village.id}
            choices={current.villages.map((one) => ({ value: one.village.id, label: nameOf(one, m.gone) }))}
            onChange={(id) => go({ village: id })}
          />
          <OneVillage days={current.days} village={chosen} />
          <AllVillages trends={current} />
          <Downloads
            path={`/wards/${code}`}
            place={`${code}-${current.campaign.id}`}
            tables={['trends']}
            query={{ campaign: current.campaign.id }}
          />
        </>
      )}
    </Page>
  )
}

const nameOf = ({ village, closed }: Village, gone: (name: string) => string) =>
  closed ? gone(capital(village.name)) : capital(village.name)

/** A village's days, drawn and as a table beneath, the newest first. */
function OneVillage({ days, village }: { days: WardTrends['days']; village: Village }) {
  const m = useTrendWords()
  const same = village.as_is.every((n, at) => n === village.as_was[at])
  const rows = days.map((day, at) => ({ day, asWas: village.as_was[at] ?? 0, asIs: village.as_is[at] ?? 0 })).reverse()
  return (
    <section class="stack stack-tight">
      <h2>{nameOf(village, m.gone)}</h2>
      <p class="small quiet">{same ? m.same : m.lines}</p>
      <Chart
        title={m.chart(capital(village.village.name))}
        at={days.map(dayNumber)}
        label={shortDay}
        series={[
          { values: village.as_was, shape: 'line' },
          ...(same ? [] : [{ values: village.as_is, shape: 'line', dashed: true } as const]),
        ]}
      />
      <details class="days-table">
        <summary>{m.days}</summary>
        <DataTable
          caption={m.chart(capital(village.village.name))}
          columns={[
            { key: 'day', label: m.day, head: true, cell: (row) => dayText(row.day) },
            { key: 'asWas', label: m.asWas, number: true, cell: (row) => number(row.asWas) },
            { key: 'asIs', label: m.asIs, number: true, cell: (row) => number(row.asIs) },
          ]}
          rows={rows}
          rowKey={(row) => row.day}
        />
      </details>
    </section>
  )
}

/** How all villages stood at the end of the last day. */
function AllVillages({ trends }: { trends: WardTrends }) {
  const m = useTrendWords()
  const last = trends.days.length - 1
  const line = (id: string, name: string, of: readonly Village[]) => ({
    id,
    name,
    asWas: of.reduce((sum, one) => sum + (one.as_was[last] ?? 0), 0),
    asIs: of.reduce((sum, one) => sum + (one.as_is[last] ?? 0), 0),
  })
  return (
    <section class="stack stack-tight">
      <h2>{m.all(dayText(trends.days[last] as string))}</h2>
      <DataTable
        caption={wardName(trends.ward, true)}
        columns={[
          { key: 'name', label: m.place, head: true, cell: (row) => row.name },
          { key: 'asWas', label: m.asWas, number: true, cell: (row) => number(row.asWas) },
          { key: 'asIs', label: m.asIs, number: true, cell: (row) => number(row.asIs) },
        ]}
        rows={trends.villages.map((one) => line(one.village.id, nameOf(one, m.gone), [one]))}
        rowKey={(row) => row.id}
        summary={line('', m.sum, trends.villages)}
      />
    </section>
  )
}
