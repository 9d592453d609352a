import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { api } from '../../api/endpoints'
import type { WardCode } from '../../api/schema'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Page } from '../../components/Page/Page'
import { language } from '../../i18n/messages'
import { wardName } from '../../i18n/places'
import { type Done, done, Said } from '../parts/Said'
import { ImportFile } from './ImportFile'
import { importApi, peopleHeads } from './importApi'
import { useImports } from './messages'
import { Recent } from './Recent'
import { RecentMissing } from './RecentMissing'
import { Template } from './Template'
import { VillageFile } from './VillageFile'

/** People of a ward, or with `?of=villages` its villages, taken in from a table. */
export default function ImportPage() {
  const { params, query } = useRoute()
  const code = params.code as WardCode
  if (query.of === 'villages') return <VillageFile key={code} code={code} />
  return <Import key={code} code={code} />
}

function Import({ code }: { code: WardCode }) {
  const m = useImports()
  useStore(language)
  const [said, setSaid] = useState<Done | null>(null)
  const ward = useLoad(() => api.ward(code), [code])
  const recent = useLoad(() => importApi.list(code), [code])
  const finish = (text: string) => {
    setSaid(done(text))
    recent.reload()
  }

  return (
    <Page
      title={m.title}
      lead={ward.data ? m.lead(wardName(ward.data)) : '…'}
      back={{ href: `/ward/${code}`, label: m.back }}
      wide
    >
      <Said said={said} />
      <Template how={m.how} heads={peopleHeads} name={m.templateName} />
      <ImportFile code={code} onDone={finish} />
      {recent.error !== undefined && <RecentMissing onRetry={recent.reload} />}
      {recent.data && recent.data.items.length > 0 && <Recent code={code} items={recent.data.items} onDone={finish} />}
    </Page>
  )
}
