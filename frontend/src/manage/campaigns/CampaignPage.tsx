import { useState } from 'preact/hooks'
import { type CampaignRules, type CampaignState, campaignApi } from '../../api/campaigns'
import { api } from '../../api/endpoints'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { Sections } from '../../components/Sections/Sections'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { day, number, percent } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { dueMoment, moment } from '../desk/moment'
import { wards } from '../desk/places'
import { Select } from '../desk/Select'
import { Figures } from '../parts/Figures'
import { NotRenewed } from '../parts/NotRenewed'
import { type Done, done, Said } from '../parts/Said'
import { useFocusAfter } from '../parts/useFocusAfter'
import { CampaignForm } from './CampaignForm'
import { afresh } from './draft'
import { Freeze } from './Freeze'
import { useCampaigns } from './messages'
import type { Campaigns } from './messages.vi'
import { Versions } from './Versions'
import '../desk/desk.css'
import './campaigns.css'

async function read() {
  const { items } = await campaignApi.campaigns()
  const places = items.some((one) => one.ward) ? await wards() : []
  return { items, wards: new Map(places.map(({ id, name }) => [id, name])) }
}

/** The campaigns for a manager: where each stands, what it asks for, and its end. */
export default function CampaignPage() {
  const { campaign: m } = useCampaigns()
  useStore(language)
  const [id, setId] = useState('')
  const [said, setSaid] = useState<Done | null>(null)
  const [adding, setAdding] = useState(false)
  const add = useFocusAfter<HTMLDivElement>(adding)
  const { data, error, reload } = useLoad(read, [])
  const items = data?.items ?? []
  const chosen = items.find((one) => one.id === id) ?? items.find((one) => one.main) ?? items[0]
  const finish = (text: string) => {
    setSaid(done(text))
    reload()
  }

  return (
    <Page title={m.title} lead={m.lead} back={{ href: '/province', label: m.back }} wide>
      <Said said={said} />
      {data && <NotRenewed error={error} retry={reload} />}
      {!data && (error === undefined ? <Skeleton lines={0} cards={4} /> : <LoadError error={error} retry={reload} />)}
      {data && !chosen && (
        <EmptyState picture="nothing" title={m.none}>
          <p>{m.noneText}</p>
        </EmptyState>
      )}
      {chosen && items.length > 1 && (
        <Select
          label={m.which}
          value={chosen.id}
          choices={items.map((one) => ({
            value: one.id,
            label: one.ward ? `${one.name}, ${m.own(data?.wards.get(one.ward) ?? one.ward)}` : one.name,
          }))}
          onChange={setId}
        />
      )}
      {chosen && !adding && (
        <One key={`${chosen.id} ${chosen.version} ${chosen.stage}`} campaign={chosen} onDone={finish} />
      )}
      {data &&
        (adding ? (
          <Edit
            campaign={afresh(chosen)}
            taken={items.map((one) => one.id)}
            onCancel={() => setAdding(false)}
            onDone={(stored) => {
              setAdding(false)
              setId(stored.id)
              finish(m.stored(stored.name))
            }}
          />
        ) : (
          <div ref={add} tabIndex={-1}>
            <Button icon="trophy" onClick={() => setAdding(true)}>
              {m.add}
            </Button>
          </div>
        ))}
    </Page>
  )
}

/** The public pages of a campaign; the map shows the province's main one alone. */
function links({ id, ward, main }: CampaignState, { campaign: m, reviews }: Campaigns) {
  const screen = `/screen/${ward ? `wards/${ward}/villages` : 'wards'}`
  return [
    { href: '/province/reviews', icon: 'search', label: reviews.link },
    { href: main ? screen : `${screen}?campaign=${encodeURIComponent(id)}`, icon: 'chart-column', label: m.screen },
    ...(main ? [{ href: '/boards/map', icon: 'map-pin', label: m.map } as const] : []),
  ] as const
}

function One({ campaign, onDone }: { campaign: CampaignState; onDone: (said: string) => void }) {
  const words = useCampaigns()
  const { campaign: m, stages } = words
  const [editing, setEditing] = useState(false)
  const edit = useFocusAfter<HTMLDivElement>(editing)
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
      <Sections label={m.title} items={links(campaign, words)} />
      <Marks campaign={campaign} />
      {campaign.main && <Reached campaign={campaign} />}
      <Freeze campaign={campaign} onDone={() => onDone(m.frozen)} />
      {!frozen &&
        (editing ? (
          <Edit
            campaign={campaign}
            onCancel={() => setEditing(false)}
            onDone={({ version }) => onDone(m.saved(number(version ?? 1)))}
          />
        ) : (
          <div ref={edit} tabIndex={-1}>
            <Button icon="pencil" onClick={() => setEditing(true)}>
              {m.edit}
            </Button>
          </div>
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
  campaign: CampaignRules
  taken?: readonly string[]
  onCancel: () => void
  onDone: (stored: CampaignRules) => void
}

function Edit(props: EditProps) {
  const lang = useStore(language)
  const courses = useLoad(
    async () => Promise.all((await api.courses(lang)).items.map((one) => api.course(one.id, lang))),
    [lang],
  )
  if (courses.error !== undefined) return <LoadError error={courses.error} retry={courses.reload} />
  if (!courses.data) return <Skeleton lines={0} cards={4} />
  return <CampaignForm {...props} courses={courses.data} />
}
