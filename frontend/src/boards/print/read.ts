import { type BoardQuery, readBoard } from '../../api/campaigns'
import { api } from '../../api/endpoints'
import { wardName } from '../../i18n/places'
import { type Choices, readChoices } from '../parts/useCampaign'
import { boardQuery, type ShownBoard, type View } from '../parts/view'

/** More places than a province has. */
const all = 10_000

export interface Paper extends Choices {
  /** What its places are of, if they are of one ward. */
  ward: string | undefined
  ranked: ShownBoard
  apart: ShownBoard['items']
}

/** Boards that an address may name; anything else is that of wards. */
export function boardOf(name: string | undefined): string {
  return name && /^(villages|wards\/\d{5}\/villages)$/.test(name) ? name : 'wards'
}

export const wardOf = (board: string): string | undefined => /^wards\/(\d{5})\//.exec(board)?.[1]

const readWhole = async (board: string, query: BoardQuery, signal: AbortSignal) =>
  (await readBoard(board, query, all, signal)) as ShownBoard

/** Everything that stands on the sheet: the whole board, not a page of it. */
export async function readPaper(board: string, view: View, signal: AbortSignal): Promise<Paper> {
  const query = boardQuery(view)
  const code = wardOf(board)
  const [ranked, apart, choices, ward] = await Promise.all([
    readWhole(board, query, signal),
    readWhole(board, { ...query, list: 'apart' }, signal),
    readChoices(view.campaign),
    code ? api.ward(code) : undefined,
  ])
  return { ...choices, ranked, apart: apart.items, ward: ward && wardName(ward) }
}
