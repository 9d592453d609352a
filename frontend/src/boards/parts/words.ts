import type { Band, RankedBy } from '../../api/campaigns'
import { day, number, percent } from '../../i18n/format'
import type { Boards } from '../messages.vi'
import type { Row } from './view'

/** "Nhỏ, dưới 150 người": the bands by their order, with the numbers that make them. */
export function bandName(bands: readonly Band[], id: string, m: Boards): string {
  const at = bands.findIndex((band) => band.id === id)
  const band = bands[at]
  if (!band) return ''
  const names = bands.length === 2 ? [m.band.small, m.band.large] : [m.band.small, m.band.middle, m.band.large]
  const name = bands.length <= 3 ? names[at] : undefined
  return [name, bandRange(band, at === 0, m)].filter(Boolean).join(', ')
}

function bandRange({ from, to }: Band, first: boolean, m: Boards): string {
  if (!to) return first ? m.band.all : m.band.from(number(from))
  return first ? m.band.under(number(to + 1)) : m.band.between(number(from), number(to))
}

/** What a row's figure is made of, in people. */
export function explain(row: Row, measure: RankedBy, m: Boards): string {
  const { done, roll } = row
  if (done === null) return m.row.hidden
  if (done === 0) return measure === 'completed' ? m.row.noneDone : m.row.none
  if (measure === 'points' || roll === 0) return m.row.done(number(done))
  if (measure === 'completed') return m.row.completed(number(done), number(roll))
  return measure === 'gain' ? m.row.gained(number(done), number(roll)) : m.row.of(number(done), number(roll))
}

/** How many people of a place without a rank the board's measure counts; nothing where a settled board does not say. */
export function apartPeople(
  done: number | null,
  { measure, stage }: { measure: RankedBy; stage: string },
  least: number | undefined,
  m: Boards,
): string {
  if (done === null && measure === 'gain' && stage === 'frozen') return ''
  if (done === null) return least ? m.row.under(number(least)) : m.row.hidden
  if (done === 0) return measure === 'completed' ? m.row.noneDone : m.row.none
  if (measure === 'completed') return m.row.doneAll(number(done))
  return measure === 'gain' ? m.row.fresh(number(done)) : m.row.done(number(done))
}

export const figure = (value: number, measure: RankedBy) => (measure === 'points' ? number(value) : percent(value))

/** Day and month are enough within a campaign. */
export const shortDay = (plain: string) => day(plain).replace(/[/ ]?\d{4}$/, '')
