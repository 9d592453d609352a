import { useState } from 'preact/hooks'
import { type CampaignState, campaignApi } from '../../api/campaigns'
import { api } from '../../api/endpoints'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { Sections } from '../../components/Sections/Sections'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { day, number, percent } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { dueMoment, moment } from '../desk/moment'
import { Select } from '../desk/Select'
import { Figures } from '../parts/Figures'
import { CampaignForm } from './CampaignForm'
import { Freeze } from './Freeze'
import { useCampaigns } from './messages'
import { Versions } from './Versions'
import '../desk/desk.css'
import './campaigns.css'

/** The campaigns for a manager: where each stands, what it asks for, and its end. */
export default function CampaignPage() {
  const { campaign: m } = useCampaigns()
  useStore(language)
  const [id, setId] = useState('')
  const [said, setSaid] = useState('')
  const { data, error, reload } = useLoad(() => campaignApi.campaigns(), [])
  const items = data?.items ?? []
  const chosen = items.find((one) => one.id === id) ?? items.find((one) => one.main) ?? items[0]
  const done = (text: string) => {
    setSaid(text)
    reload()
  }

  return (
    <Page title={m.title} lead={m.lead} back={{ href: '/province', label: m.back }} wide>
      {said && <Notice kind="good" live title={said} />}
      {!data && (error === undefined ? <Skeleton lines={0} cards={4} /> : <LoadError error={error} retry={reload} />)}
      {data && !chosen && (
        <EmptyState picture="nothing" title={m.none}>
          <p>{m.noneText}</p>
        </EmptyState>
      )}
      {chosen && items.length > 1 && (
        <Select
          label={m.which}
          none={chosen.name}
          value={id}
          choices={items.map((one) => ({
            value: one.id,
            label: one.ward ? `${one.name}, ${m.own(one.ward)}` : one.name,
          }))}
          onChange={setId}
        />
      )}
      {chosen && <One key={`${chosen.id} ${chosen.version} ${chosen.stage}`} campaign={chosen} onDone={done} />}
    </Page>
  )
}

function One({ campaign, onDone }: { campaign: CampaignState; onDone: (said: string) => void }) {
  const { campaign: m, reviews, stages } = useCampaigns()
  const [editing, setEditing] = useState(false)
  const frozen = campaign.stage === 'frozen'
  return (
    <>
      <section class="stack stack-tight">
        <h2>{campaign.name}</h2>
        <div class="desk-chips">
          <StatusChip tone={frozen ? 'good' : 'wait'} icon={frozen ? 'circle-check' : 'clock'}>
            {stages[campaign.stage]}
          </StatusChip>
        </div>
      </section>
      <Sections
        label={m.title}
        items={[
          { href: '/province/reviews', icon: 'search', label: reviews.link },
          { href: '/screen/wards', icon: 'chart-column', label: m.screen },
          { href: '/boards/map', icon: 'map-pin', label: m.map },
        ]}
      />
      <Marks campaign={campaign} />
      {!campaign.ward && <Reached campaign={campaign} />}
      <Freeze campaign={campaign} onDone={() => onDone(m.frozen)} />
      {!frozen &&
        (editing ? (
          <Edit campaign={campaign} onCancel={() => setEditing(false)} onDone={onDone} />
        ) : (
          <Button icon="pencil" onClick={() => setEditing(true)}>
            {m.edit}
          </Button>
        ))}
      <Versions campaign={campaign} />
    </>
  )
}

/** The dates of a campaign, one after the other. */
function Marks({ campaign }: { campaign: CampaignState }) {
  const { campaign: m } = useCampaigns()
  const marks = [
    [m.starts, day(campaign.first_day)],
    [m.ends, day(campaign.last_day)],
    [m.grace, dueMoment(campaign.grace_ends)],
    [m.review, dueMoment(campaign.review_ends)],
    [m.settled, campaign.settled_at ? moment(campaign.settled_at) : m.notSettled],
  ] as const
  return (
    <section class="desk-box stack stack-tight">
      <h2>{m.dates}</h2>
      <dl class="desk-marks num">
        {marks.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** What the province has reached beside what it set out to. */
function Reached({ campaign }: { campaign: CampaignState }) {
  const { campaign: m, measures } = useCampaigns()
  const { data, error, reload } = useLoad(() => staffApi.provinceProgress(), [])
  if (error !== undefined) return <LoadError error={error} retry={reload} />
  if (!data) return <Skeleton lines={0} cards={1} />
  const { totals } = data
  const figure = (label: string, done: number | null, target: number | undefined) => {
    const share = done === null || totals.roll === 0 ? null : done / totals.roll
    const reached = share !== null && target ? `. ${m.reached(percent((share * 100) / target))}` : ''
    return {
      label,
      value: share === null ? '–' : percent(share),
      thin: target ? `${m.target(`${number(target)} %`)}${reached}` : m.noTarget,
    }
  }
  return (
    <div class="desk-reached">
      <Figures
        title={m.targets}
        figures={[
          figure(measures.rate, totals.participants, campaign.targets?.participation),
          figure(measures.completed, totals.completed, campaign.targets?.completion),
        ]}
      />
    </div>
  )
}

interface EditProps {
  campaign: CampaignState
  onCancel: () => void
  onDone: (said: string) => void
}

function Edit({ campaign, onCancel, onDone }: EditProps) {
  const { campaign: m } = useCampaigns()
  const lang = useStore(language)
  const courses = useLoad(
    async () => Promise.all((await api.courses(lang)).items.map((one) => api.course(one.id, lang))),
    [lang],
  )
  if (courses.error !== undefined) return <LoadError error={courses.error} retry={courses.reload} />
  if (!courses.data) return <Skeleton lines={0} cards={4} />
  return (
    <CampaignForm
      campaign={campaign}
      courses={courses.data}
      onCancel={onCancel}
      onDone={(version) => onDone(m.saved(number(version)))}
    />
  )
}
