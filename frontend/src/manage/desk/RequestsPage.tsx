import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { api } from '../../api/endpoints'
import type { Request, WardCode } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { Tabs } from '../../components/Tabs/Tabs'
import { language } from '../../i18n/messages'
import { wardName } from '../../i18n/places'
import { Downloads } from '../downloads/Downloads'
import { useDesk } from './messages'
import { villagesOf } from './places'
import { RequestCard } from './RequestCard'
import { archive, inbox } from './requests'
import './desk.css'

/** What residents of a ward ask about their data, and by when each must be answered. */
export default function RequestsPage() {
  const code = useRoute().params.code as WardCode
  return <Requests key={code} code={code} />
}

type Which = 'open' | 'finished'

function Requests({ code }: { code: WardCode }) {
  const { requests: m, back } = useDesk()
  useStore(language)
  const [which, setWhich] = useState<Which>('open')
  const [said, setSaid] = useState('')
  const ward = useLoad(() => api.ward(code), [code])
  const villages = useLoad(() => villagesOf(code), [code])
  const { data, error, reload } = useLoad(async () => (await staffApi.requests({ status: which })).items, [code, which])
  const shown = data && (which === 'open' ? inbox(data, code) : archive(data, code))
  const place = (one: Request) => villages.data?.find(({ id }) => id === one.village)?.name ?? one.village

  return (
    <Page
      title={m.title}
      lead={ward.data ? m.lead(wardName(ward.data)) : '…'}
      back={{ href: `/ward/${code}`, label: back }}
    >
      <Tabs
        label={m.tabs}
        value={which}
        choices={[
          { value: 'open', label: m.open },
          { value: 'finished', label: m.finished },
        ]}
        onChange={(next) => {
          setSaid('')
          setWhich(next)
        }}
      />
      {said && <Notice kind="good" live title={said} />}
      {!shown && (error === undefined ? <Skeleton lines={0} cards={4} /> : <LoadError error={error} retry={reload} />)}
      {shown?.length === 0 && (
        <EmptyState picture="nothing" title={which === 'open' ? m.none : m.noneFinished}>
          {which === 'open' && <p>{m.noneText}</p>}
        </EmptyState>
      )}
      {shown?.map((request) => (
        <RequestCard
          key={`${request.id} ${request.status}`}
          request={request}
          place={place(request)}
          onDone={(text) => {
            setSaid(text)
            reload()
          }}
        />
      ))}
      {shown && shown.length > 0 && (
        <Downloads
          key={which}
          path={`/wards/${code}`}
          place={code}
          tables={which === 'open' ? ['requests', 'finished'] : ['finished', 'requests']}
          list
        />
      )}
    </Page>
  )
}
