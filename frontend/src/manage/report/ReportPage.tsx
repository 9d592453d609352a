import { useLocation, useRoute } from 'preact-iso'
import type { WardCode } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button, ButtonLink } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { usePrinted } from '../../components/Printed/usePrinted'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { language } from '../../i18n/messages'
import { today } from '../days'
import { NotRenewed } from '../parts/NotRenewed'
import { useReport } from './messages'
import { ReportSheet } from './ReportSheet'
import { dayAfter } from './setting'
import './report.css'

/** What a week brought in a ward, as one sheet of paper. The week stands in the address. */
export default function ReportPage() {
  const code = useRoute().params.code as WardCode
  const { query } = useLocation()
  const day = /^\d{4}-\d\d-\d\d$/.test(query.day ?? '') ? query.day : undefined
  return <Report code={code} day={day} />
}

function Report({ code, day }: { code: WardCode; day: string | undefined }) {
  const m = useReport()
  useStore(language)
  usePrinted()
  const { data, error, reload } = useLoad(() => staffApi.wardWeek(code, day ? { day } : {}), [code, day])
  const at = (other: string) => `/ward/${code}/report?day=${other}`
  return (
    <Page title={m.title} lead={m.lead} back={{ href: `/ward/${code}`, label: m.back }} wide>
      {!data && (error === undefined ? <Skeleton lines={0} cards={5} /> : <LoadError error={error} retry={reload} />)}
      {data && (
        <>
          <div class="print-not stack">
            <NotRenewed error={error} retry={reload} />
            <nav class="report-weeks" aria-label={m.weeks}>
              <ButtonLink icon="arrow-left" href={at(dayAfter(data.from, -7))}>
                {m.before}
              </ButtonLink>
              {data.to < today(Date.now()) && (
                <ButtonLink iconEnd="arrow-right" href={at(dayAfter(data.from, 7))}>
                  {m.after}
                </ButtonLink>
              )}
            </nav>
            {data.villages.length > 0 && (
              <Button look="main" icon="printer" onClick={() => print()}>
                {m.print}
              </Button>
            )}
          </div>
          {data.villages.length === 0 ? (
            <EmptyState picture="nothing" title={m.empty}>
              <p>{m.emptyText}</p>
            </EmptyState>
          ) : (
            <ReportSheet report={data} />
          )}
        </>
      )}
    </Page>
  )
}
