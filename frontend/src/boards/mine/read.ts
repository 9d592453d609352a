import { api } from '../../api/endpoints'
import { ApiError } from '../../api/error'
import type { Board, Village, VillageID } from '../../api/schema'
import { bandOf, type Row } from '../parts/view'

export interface Standing {
  /** How the village's size is called by order, and how many sizes there are; none where all race all. */
  band: { id: string; at: number; of: number } | undefined
  /** The rows around the village, itself among them; nothing if it is not ranked. */
  around: Board | undefined
  top: readonly Row[]
  /** Why it is not ranked. */
  reason: string | undefined
}

const near = 5
const first = 3

/** How a village stands among those of its size, or why it has no rank. */
export async function readStanding(id: VillageID, known: Village | null, signal: AbortSignal): Promise<Standing> {
  const [boards, village] = await Promise.all([api.boards(), known ?? api.village(id)])
  const bands = boards.items.find((one) => one.board === 'villages')?.bands ?? []
  const own = bandOf(village.roll?.adults ?? 0, bands)
  const band = own && bands.length > 1 ? { id: own.id, at: bands.indexOf(own), of: bands.length } : undefined
  const query = band ? { band: band.id } : {}
  try {
    const around = await api.villagesBoard({ ...query, around: id, limit: near }, { signal })
    const seen = around.items[0]?.rank === 1
    const top = seen ? [] : (await api.villagesBoard({ ...query, limit: first }, { signal })).items
    return { band, around, top, reason: undefined }
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'not_on_board') throw error
  }
  const apart = await api.villagesBoard({ list: 'apart', around: id, limit: 1 }, { signal })
  return { band, around: undefined, top: [], reason: apart.items.find((row) => row.id === id)?.reason ?? '' }
}

/** The three that lead, without those that stand among the neighbours anyway. */
export const leaders = (top: readonly Row[], around: readonly Row[]) =>
  top.filter((row) => !around.some((one) => one.id === row.id))
