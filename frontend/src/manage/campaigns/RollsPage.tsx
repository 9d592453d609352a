import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { campaignApi } from '../../api/campaigns'
import { api } from '../../api/endpoints'
import type { RollUndo, WardCode } from '../../api/schema'
import { hasRole, session } from '../../app/session'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { language } from '../../i18n/messages'
import { wardName } from '../../i18n/places'
import { LeftPlaces } from '../imports/RecentFiles'
import { NotRenewed } from '../parts/NotRenewed'
import { type Done, done, Said } from '../parts/Said'
import { Approve } from './Approve'
import { useCampaigns } from './messages'
import { RollFile } from './RollFile'
import { RollFiles } from './RollFiles'
import { RollForm } from './RollForm'
import { waiting } from './rolls'
import './campaigns.css'

/** How many adults each village of a ward has: entered, approved and looked up by its officers, read by managers. */
export default function RollsPage() {
  const code = useRoute().params.code as WardCode
  return <Rolls key={code} code={code} />
}

function Rolls({ code }: { code: WardCode }) {
  const { rolls: m } = useCampaigns()
  useStore(language)
  const { person } = useStore(session)
  const [said, setSaid] = useState<Done | null>(null)
  const ward = useLoad(() => api.ward(code), [code])
  const { data, error, reload } = useLoad(() => campaignApi.rolls(code), [code])
  const mayChange = hasRole(person, ['officer'])
  const [left, setLeft] = useState<RollUndo['left']>([])
  const files = useLoad(async () => (mayChange ? campaignApi.rollFiles(code) : null), [code, mayChange])
  const refresh = () => {
    reload()
    files.reload()
  }
  const finish = (text: string, stay: RollUndo['left'] = []) => {
    setSaid(done(text))
    setLeft(stay)
    refresh()
  }

  return (
    <Page
      title={m.title}
      lead={ward.data ? m.lead(wardName(ward.data)) : '…'}
      back={{ href: `/ward/${code}`, label: m.back }}
      wide
    >
      <Said said={said} />
      {left.length > 0 && (
        <Notice kind="warn">
          <LeftPlaces left={left} why={m.left} />
        </Notice>
      )}
      {data && <NotRenewed error={error} retry={reload} />}
      {!data && (error === undefined ? <Skeleton lines={0} cards={4} /> : <LoadError error={error} retry={reload} />)}
      {data?.items.length === 0 && (
        <EmptyState picture="nothing" title={m.empty}>
          <p>{m.emptyText}</p>
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <>
          {mayChange && waiting(data.items).length > 0 && (
            <Approve code={code} items={waiting(data.items)} onDone={finish} />
          )}
          <RollForm code={code} items={data.items} mayChange={mayChange} onDone={finish} />
          {mayChange && <RollFile code={code} items={data.items} onDone={finish} />}
          <RollFiles code={code} files={files} onDone={finish} onFailed={refresh} />
        </>
      )}
    </Page>
  )
}
