import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { campaignApi, type Review } from '../../api/campaigns'
import { api } from '../../api/endpoints'
import type { WardCode } from '../../api/schema'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { wardName } from '../../i18n/places'
import { villagesOf } from '../desk/places'
import { NotRenewed } from '../parts/NotRenewed'
import { type Done, done, Said } from '../parts/Said'
import { useCampaigns } from './messages'
import { ReviewCard } from './ReviewCard'
import '../desk/desk.css'
import './campaigns.css'

export function WardReviewsPage() {
  const code = useRoute().params.code as WardCode
  return <Reviews key={code} ward={code} />
}

export function ProvinceReviewsPage() {
  return <Reviews ward={undefined} />
}

const urgency = { review: 0, excluded: 1, '': 2 }

/** Those that wait for a decision first. */
const ordered = (reviews: readonly Review[]) =>
  [...reviews].sort((a, b) => urgency[a.state] - urgency[b.state] || (a.village < b.village ? -1 : 1))

async function read(ward: WardCode | undefined) {
  const [reviews, campaigns] = await Promise.all([campaignApi.reviews({ ward }), campaignApi.campaigns()])
  const codes = [...new Set(reviews.items.map((one) => one.ward))]
  const [wards, villages] = await Promise.all([
    Promise.all(codes.map((code) => api.ward(code))),
    Promise.all(codes.map((code) => villagesOf(code))),
  ])
  return {
    reviews: ordered(reviews.items),
    campaigns: campaigns.items,
    wards: new Map(wards.map((one) => [one.code, one])),
    villages: new Map(villages.flat().map((one) => [one.id, one.name])),
  }
}

/** Villages whose results carry unusual signs, in one ward or everywhere. */
function Reviews({ ward }: { ward: WardCode | undefined }) {
  const { reviews: m } = useCampaigns()
  useStore(language)
  const [said, setSaid] = useState<Done | null>(null)
  const { data, error, reload } = useLoad(() => read(ward), [ward])
  const open = data?.reviews.filter((one) => one.state === 'review').length ?? 0
  const back = ward ? { href: `/ward/${ward}`, label: m.back } : { href: '/province', label: m.backProvince }

  return (
    <Page title={m.title} lead={m.lead} back={back}>
      <Said said={said} />
      {data && <NotRenewed error={error} retry={reload} />}
      {!data && (error === undefined ? <Skeleton lines={0} cards={4} /> : <LoadError error={error} retry={reload} />)}
      {data?.reviews.length === 0 && (
        <EmptyState picture="nothing" title={m.none}>
          <p>{m.noneText}</p>
        </EmptyState>
      )}
      {data && data.reviews.length > 0 && <p class="quiet num">{m.count(number(open))}</p>}
      {data?.reviews.map((review) => {
        const of = data.wards.get(review.ward)
        const village = data.villages.get(review.village) ?? review.village
        const campaign = data.campaigns.find((one) => one.id === review.campaign)
        return (
          <ReviewCard
            key={`${review.campaign} ${review.village} ${review.rulings.length}`}
            review={review}
            village={village}
            place={[ward || !of ? '' : wardName(of, true), campaign?.name ?? review.campaign]
              .filter(Boolean)
              .join(' · ')}
            thresholds={campaign?.flags}
            settled={campaign?.stage === 'frozen'}
            onDone={() => {
              setSaid(done(m.done(village)))
              reload()
            }}
          />
        )
      })}
    </Page>
  )
}
