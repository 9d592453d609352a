import { type CampaignState, campaignApi } from '../../api/campaigns'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { day, number } from '../../i18n/format'
import { useSaid } from './ChangeList'
import { changesOf } from './changes'
import { draftOf } from './draft'
import { useCampaigns } from './messages'

/** All versions of a campaign, the newest first, each with what it changed. */
export function Versions({ campaign }: { campaign: CampaignState }) {
  const words = useCampaigns()
  const { campaign: m } = words
  const told = useSaid()
  const { data, error, reload } = useLoad(() => campaignApi.versions(campaign.id), [campaign.id, campaign.version])
  if (error !== undefined) return <LoadError error={error} retry={reload} />
  const items = data?.items ?? []
  const lines = items.map((one, index) => {
    const before = items[index - 1]
    const changes = before ? changesOf(draftOf(before), draftOf(one), words) : []
    const days = `${day(one.first_day)} – ${day(one.last_day)}`
    return { version: one.version ?? 0, said: changes.map(told).join('; ') || days }
  })
  return (
    <section class="stack stack-tight">
      <h2>{m.versions}</h2>
      <ul class="desk-lines">
        {lines.reverse().map(({ version, said }) => (
          <li key={version} class="num">
            <strong>{m.version(number(version))}</strong>
            {version === campaign.version && <span class="quiet"> ({m.now})</span>}: {said}
          </li>
        ))}
      </ul>
    </section>
  )
}
