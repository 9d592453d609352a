import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { api } from '../../api/endpoints'
import type { AuditEntry, WardCode } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { type Column, DataTable } from '../../components/DataTable/DataTable'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { useCore } from '../../i18n/core'
import { clock, day } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { wardName } from '../../i18n/places'
import { Downloads } from '../downloads/Downloads'
import { what, who, whom } from './audit'
import { useDesk } from './messages'
import { villagesOf } from './places'

/** Who did what to accounts of a ward, newest first. */
export default function AuditPage() {
  const code = useRoute().params.code as WardCode
  return <Audit key={code} code={code} />
}

/** The first `pages` pages as one. */
async function read(ward: WardCode, pages: number) {
  let whole = await staffApi.audit({ ward })
  for (let n = 1; n < pages && whole.next !== null; n++) {
    const following = await staffApi.audit({ ward, after: whole.next })
    whole = { ...following, items: [...whole.items, ...following.items] }
  }
  return whole
}

function Audit({ code }: { code: WardCode }) {
  const { audit: m, back } = useDesk()
  const core = useCore()
  useStore(language)
  const [pages, setPages] = useState(1)
  const ward = useLoad(() => api.ward(code), [code])
  const villages = useLoad(() => villagesOf(code), [code])
  const { data, error, loading, reload } = useLoad(() => read(code, pages), [code])
  const place = (id: string | null) => villages.data?.find((one) => one.id === id)?.name ?? id ?? ''
  const columns: Column<AuditEntry>[] = [
    { key: 'what', label: m.what, head: true, cell: (row) => what(row, m) },
    { key: 'when', label: m.when, cell: (row) => <span class="num">{`${clock(row.at)}, ${day(row.at)}`}</span> },
    { key: 'who', label: m.who, cell: (row) => who(row, m) },
    { key: 'whom', label: m.whom, cell: (row) => whom(row, m) || '–' },
    { key: 'where', label: m.where, cell: (row) => place(row.village) || '–' },
  ]
  return (
    <Page
      title={m.title}
      lead={ward.data ? m.lead(wardName(ward.data)) : '…'}
      back={{ href: `/ward/${code}`, label: back }}
      wide
    >
      {!data && (error === undefined ? <Skeleton lines={0} cards={6} /> : <LoadError error={error} retry={reload} />)}
      {data?.items.length === 0 && (
        <EmptyState picture="nothing" title={m.none}>
          <p>{m.noneText}</p>
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <DataTable caption={m.caption} columns={columns} rows={data.items} rowKey={(row) => String(row.seq)} />
      )}
      {data?.next && (
        <Button
          busy={loading}
          icon="chevron-down"
          onClick={() => {
            setPages(pages + 1)
            reload()
          }}
        >
          {core.action.more}
        </Button>
      )}
      {data && data.items.length > 0 && <Downloads path={`/wards/${code}`} place={code} tables={['log']} list />}
    </Page>
  )
}
