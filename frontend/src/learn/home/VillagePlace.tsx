import { api } from '../../api/endpoints'
import { ApiError } from '../../api/error'
import type { Village, Ward } from '../../api/schema'
import { useLoad } from '../../app/useLoad'
import { Card } from '../../components/Card/Card'
import { Icon } from '../../components/Icon/Icon'
import { useCore } from '../../i18n/core'
import { clock, number, percent } from '../../i18n/format'
import { wardName } from '../../i18n/places'
import { useLearn } from '../messages'

/** Where the person's village stands among those of its ward. Without a network the card is simply not there. */
export function VillagePlace({ village, ward }: { village: Village; ward: Ward }) {
  const m = useLearn()
  const { state } = useCore()
  const { data, error } = useLoad(
    (signal) => api.wardVillagesBoard(ward.code, { around: village.id, limit: 3 }, { signal }),
    [ward.code, village.id],
  )
  const unranked = error instanceof ApiError && error.code === 'not_on_board'
  if (!data && !unranked) return null
  const row = data?.items.find((item) => item.id === village.id)
  return (
    <Card href={`/boards/wards/${ward.code}?around=${village.id}`} class="place">
      <span class="stack stack-tight">
        <span class="quiet">{m.home.placeOf(village.name, wardName(ward))}</span>
        {row ? (
          <>
            <span class="place-rank num">{m.home.place(number(row.rank), number(data?.total ?? 0))}</span>
            <span class="num">
              {row.roll > 0
                ? m.home.placeDone(number(row.done), number(row.roll), percent(row.value))
                : m.home.placeNoRoll(number(row.done))}
            </span>
          </>
        ) : (
          <span>{m.home.noPlace}</span>
        )}
        {data?.stale && <span class="small quiet">{state.stale(clock(data.as_of))}</span>}
      </span>
      <Icon name="chevron-right" />
    </Card>
  )
}
