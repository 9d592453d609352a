import type { Band } from '../../api/campaigns'
import { api } from '../../api/endpoints'
import { ApiError } from '../../api/error'
import type { Board, Village, VillageID } from '../../api/schema'
import { bandOf, type Row } from '../parts/view'

export interface Standing {
  /** The village's size, which of how many by order it is; none where all race all. */
  band: (Band & { at: number; of: number }) | undefined
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
  const band = sizeOf(village, bands)
  const ranked = await readRanked(id, band, signal)
  if (ranked) return ranked
  // What the phone knows of the village may be older than its roll: it may stand among those of another size now.
  const now = known ? sizeOf(await api.village(id), bands) : band
  const moved = now?.id !== band?.id && (await readRanked(id, now, signal))
  if (moved) return moved
  const apart = await api.villagesBoard({ list: 'apart', around: id, limit: 1 }, { signal })
  return { band: now, around: undefined, top: [], reason: apart.items.find((row) => row.id === id)?.reason ?? '' }
}

function sizeOf(village: Village, bands: readonly Band[]): Standing['band'] {
  const own = bandOf(village.roll?.adults ?? 0, bands)
  return own && bands.length > 1 ? { ...own, at: bands.indexOf(own), of: bands.length } : undefined
}

/** The village between its neighbours on the board of a size; nothing if it is not there. */
async function readRanked(id: VillageID, band: Standing['band'], signal: AbortSignal): Promise<Standing | undefined> {
  const query = band ? { band: band.id } : {}
  try {
    const around = await api.villagesBoard({ ...query, around: id, limit: near }, { signal })
    const seen = around.items[0]?.rank === 1
    const top = seen ? [] : (await api.villagesBoard({ ...query, limit: first }, { signal })).items
    return { band, around, top, reason: undefined }
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_on_board') return undefined
    throw error
  }
}

/** The three that lead, without those that stand among the neighbours anyway. */
export const leaders = (top: readonly Row[], around: readonly Row[]) =>
  top.filter((row) => !around.some((one) => one.id === row.id))
