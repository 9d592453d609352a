import type { BoardQuery } from '../../api/campaigns'
import { api } from '../../api/endpoints'
import { wardName } from '../../i18n/places'
import { readBoard } from '../parts/pages'
import { type Choices, readChoices } from '../parts/useCampaign'
import { boardQuery, type ShownBoard, type View } from '../parts/view'

/** More places than a province has. */
const all = 10_000

export interface Paper extends Choices {
  /** What its places are of, if they are of one ward. */
  ward: string | undefined
  ranked: ShownBoard
  apart: ShownBoard['items']
  /** It changed so fast that places are missing. */
  torn: boolean
}

/** Boards that an address may name; anything else is that of wards. */
export function boardOf(name: string | undefined): string {
  return name && /^(villages|wards\/\d{5}\/villages)$/.test(name) ? name : 'wards'
}

export const wardOf = (board: string): string | undefined => /^wards\/(\d{5})\//.exec(board)?.[1]

const readWhole = async (board: string, query: BoardQuery, signal: AbortSignal) =>
  (await readBoard(board, query, all, signal)) as ShownBoard

const attempts = 3

/** Those with a rank and those without, of one time if the board lets it be. */
async function readBoth(board: string, query: BoardQuery, signal: AbortSignal) {
  for (let attempt = 1; ; attempt++) {
    const ranked = await readWhole(board, query, signal)
    const apart = await readWhole(board, { ...query, list: 'apart' }, signal)
    if (ranked.as_of === apart.as_of || attempt === attempts) return { ranked, apart }
  }
}

/** Whether both lists have as many places as the board says that there are. */
export function complete(ranked: Pick<ShownBoard, 'items' | 'total' | 'apart'>, apart: ShownBoard['items']): boolean {
  const without = Object.values(ranked.apart).reduce((sum, n) => sum + n, 0)
  const places = new Set([...ranked.items, ...apart].map(({ id }) => id))
  return ranked.items.length === ranked.total && apart.length === without && places.size === ranked.total + without
}

/** Everything that stands on the sheet: the whole board, not a page of it. */
export async function readPaper(board: string, view: View, signal: AbortSignal): Promise<Paper> {
  const code = wardOf(board)
  const [{ ranked, apart }, choices, ward] = await Promise.all([
    readBoth(board, boardQuery(view), signal),
    readChoices(view.campaign),
    code ? api.ward(code) : undefined,
  ])
  const torn = !complete(ranked, apart.items)
  return { ...choices, ranked, apart: apart.items, ward: ward && wardName(ward), torn }
}
