import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { ButtonLink } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { contentWish } from '../../i18n/contentLanguage'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { dayOf } from '../day'
import { dueSource } from '../dueSource'
import { useLearn } from '../messages'
import { dueQuestions, type Review, sittingSize } from '../review'

/**
 * How many questions there are to review today. Looking for them also brings their lessons onto the phone; where none can
 * be asked, there is no card.
 */
export function ReviewCard({ reviews }: { reviews: readonly Review[] }) {
  const { review: m } = useLearn()
  const lang = useStore(language)
  const wish = useStore(contentWish)?.language ?? null
  const today = dayOf(new Date())
  const due = reviews.filter((review) => review.due <= today)
  const { data } = useLoad(
    (signal) => dueQuestions(due, today, sittingSize, dueSource(lang, wish, signal)),
    [due.map(({ module, question }) => `${module} ${question}`).join(), lang, wish],
  )
  if (!data?.length) return null
  return (
    <Card class="next">
      <h2 class="next-title">{m.card(number(data.length))}</h2>
      <p class="quiet">{m.cardText}</p>
      <ButtonLink href="/review" iconEnd="arrow-right">
        {m.go}
      </ButtonLink>
    </Card>
  )
}
