import { type CampaignState, campaignApi } from '../../api/campaigns'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { day, number } from '../../i18n/format'
import { ChangeList } from './ChangeList'
import { changesOf } from './changes'
import { draftOf } from './draft'
import { useCampaigns } from './messages'

/** All versions of a campaign, the newest first, each with what it changed. */
export function Versions({ campaign }: { campaign: CampaignState }) {
  const words = useCampaigns()
  const { campaign: m } = words
  const { data, error, reload } = useLoad(() => campaignApi.versions(campaign.id), [campaign.id, campaign.version])
  if (error !== undefined) return <LoadError error={error} retry={reload} />
  const items = data?.items ?? []
  const lines = items.map((one, index) => {
    const before = items[index - 1]
    const changes = before ? changesOf(draftOf(before), draftOf(one), words) : []
    return { version: one.version ?? 0, changes, days: `${day(one.first_day)} – ${day(one.last_day)}` }
  })
  return (
    <section class="stack stack-tight">
      <h2>{m.versions}</h2>
      <ul class="stack stack-tight">
        {lines.reverse().map(({ version, changes, days }) => (
          <li key={version} class="num">
            <strong>{m.version(number(version))}</strong>
            {version === campaign.version && <span class="quiet"> ({m.now})</span>}
            {changes.length ? <ChangeList changes={changes} /> : `: ${days}`}
          </li>
        ))}
      </ul>
    </section>
  )
}
