import type { Measure, Village } from '../../api/schema'
import { useLoad } from '../../app/useLoad'
import { ButtonLink } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { Icon } from '../../components/Icon/Icon'
import { useCore } from '../../i18n/core'
import { clock, number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { useBoards } from '../messages'
import { nextRank, type Row, viewOf } from '../parts/view'
import { bandRange, figure, rollOf } from '../parts/words'
import { ShareImage } from '../share/ShareImage'
import { useMine } from './messages'
import { leaders, readStanding, type Standing } from './read'
import './mine.css'

interface MyVillageProps {
  /** The village that is lived in or looked after. */
  id: string
  /** If it is known already. */
  village: Village | null
}

/** Where the person's village stands among those of its size. Without a network the card is simply not there. */
export default function MyVillage({ id, village }: MyVillageProps) {
  const { data } = useLoad((signal) => readStanding(id, village, signal), [id])
  if (!data) return null
  return (
    <Card class="mine">
      {data.around ? <Ranked id={id} standing={data} around={data.around} /> : <Apart standing={data} />}
      {data.around && <ShareImage village={id} view={viewOf({ band: data.band?.id })} asOf={data.around.as_of} />}
      <ButtonLink
        href={`/boards/villages?${data.band ? `band=${data.band.id}&` : ''}${data.around ? '' : 'list=apart&'}around=${id}`}
        iconEnd="arrow-right"
      >
        {useMine().board}
      </ButtonLink>
    </Card>
  )
}

function Apart({ standing }: { standing: Standing }) {
  const m = useMine()
  return (
    <>
      <h2 class="mine-rank">{m.apart}</h2>
      <p>{m.reason[standing.reason ?? ''] ?? m.other}</p>
    </>
  )
}

function Ranked({ id, standing, around }: { id: string; standing: Standing; around: NonNullable<Standing['around']> }) {
  const m = useMine()
  const words = useBoards()
  const { state } = useCore()
  const rows = around.items
  const at = rows.findIndex((row) => row.id === id)
  const row = rows[at]
  if (!row) return null
  const { band } = standing
  const size = band && (band.of === 2 ? [m.sizes[0], m.sizes[2]] : band.of === 3 ? m.sizes : [])[band.at]
  const among = band ? (size ? m.band(size) : m.bandOther(bandRange(band, band.at === 0, words))) : m.all
  const next = nextRank(rows, at)
  const top = leaders(standing.top, rows)
  return (
    <>
      <h2 class="mine-head">
        <span class="quiet">{capital(row.name)}</span>
        <span class="mine-rank num">{m.rank(number(row.rank), number(around.total))}</span>
        <span>{among}</span>
      </h2>
      {row.missing ? (
        <p class="mine-missing num">
          {next === undefined ? m.missingNext(number(row.missing)) : m.missing(number(row.missing), number(next))}
        </p>
      ) : (
        row.rank === 1 && <p class="mine-missing">{m.first}</p>
      )}
      {around.measure === 'rate' && row.done !== null && (
        <p class="small num">{m.of(number(row.done), number(row.roll))}</p>
      )}
      {row.roll_day && <p class="small quiet num">{rollOf(row, undefined, words)}</p>}
      {top.length > 0 && <Places title={m.top} rows={top} own={id} measure={around.measure} />}
      <Places title={m.around} rows={rows} own={id} measure={around.measure} />
      {around.stale && <p class="small quiet">{state.stale(clock(around.as_of))}</p>}
    </>
  )
}

interface PlacesProps {
  title: string
  rows: readonly Row[]
  own: string
  measure: Measure
}

function Places({ title, rows, own, measure }: PlacesProps) {
  const m = useMine()
  return (
    <section>
      <h3 class="small quiet">{title}</h3>
      <ol class="mine-rows">
        {rows.map((row) => (
          <li key={row.id} class={`mine-row num${row.id === own ? ' mine-you' : ''}`}>
            <span class="mine-place">
              <span class="hidden">{m.place} </span>
              {number(row.rank)}
            </span>
            <span class="mine-name">
              {capital(row.name)}
              {row.id === own ? (
                <strong class="small"> · {m.mine}</strong>
              ) : (
                row.ward && <span class="small quiet"> {capital(row.ward)}</span>
              )}
            </span>
            <Change by={row.change} />
            <span class="mine-value">{figure(row.value ?? 0, measure)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Change({ by }: { by: number | null }) {
  const m = useMine()
  if (!by) return <span />
  const n = number(Math.abs(by))
  return (
    <span class={by > 0 ? 'mine-up' : 'quiet'}>
      <Icon name={by > 0 ? 'arrow-up' : 'arrow-down'} />
      <span class="hidden">{by > 0 ? m.up(n) : m.down(n)}</span>
    </span>
  )
}
