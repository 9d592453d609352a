import { day, number } from '../../i18n/format'
import { useBoards } from '../messages'
import type { Choices } from '../parts/useCampaign'
import { bandName } from '../parts/words'
import { useHow } from './messages'

/** The numbers that the rules leave to each campaign. */
export function ThisCampaign({ campaign, bands }: Choices) {
  const m = useHow()
  const boards = useBoards()
  if (!campaign) return null
  const { pass_mark, min_roll, min_learners, grace_hours, review_days } = campaign
  const facts: [string, string | false][] = [
    [m.name, campaign.name],
    [m.days, m.span(day(campaign.first_day), day(campaign.last_day))],
    [m.pass, pass_mark ? m.share(number(pass_mark)) : m.ownPass],
    [m.bands, bands.length > 1 && bands.map((band) => bandName(bands, band.id, boards)).join('; ')],
    [m.roll, m.atLeast(number(Math.max(min_roll ?? 0, 1)))],
    [m.learners, m.atLeast(number(Math.max(min_learners ?? 0, 1)))],
    [m.grace, m.hours(number(grace_hours ?? 0))],
    [m.review, m.reviewDays(number(review_days ?? 0))],
  ]
  return (
    <section class="how-this">
      <h2>{m.this}</h2>
      <dl class="num">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}
