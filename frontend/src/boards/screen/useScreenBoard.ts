import { useEffect, useRef, useState } from 'preact/hooks'
import { type BoardQuery, type CampaignState, campaignApi, type RankedBoard } from '../../api/campaigns'
import { useCurrent } from '../live'
import { readBoard } from '../parts/pages'
import { changed, freshened, untilCool } from './fresh'

/** So many places are shown at most: what comes after them nobody waits for. */
const most = 140
const retryEvery = 15_000

interface Shown {
  board: RankedBoard | undefined
  campaign: CampaignState | undefined
  error: unknown
  /** The last reading failed. */
  lost: boolean
  /** The rows that have changed a moment ago, and when. */
  fresh: ReadonlyMap<string, number>
}

/** A board that stays current for days: read anew when the stream says so, and again and again while it cannot be read. */
export function useScreenBoard(board: string, query: BoardQuery): Shown {
  const { data, error, refresh } = useCurrent(board, query, async (signal) => {
    // The head is read beside the rows, so that nobody waits for it at a change.
    const [ranked, campaigns] = await Promise.all([readBoard(board, query, most, signal), campaignApi.campaigns()])
    return { ranked, campaign: campaigns.items.find((one) => one.id === ranked.campaign) ?? campaigns.items[0] }
  })
  const lost = error !== undefined
  useEffect(() => {
    if (!lost) return
    const retry = setInterval(refresh, retryEvery)
    return () => clearInterval(retry)
  }, [lost])

  const before = useRef<RankedBoard | undefined>(undefined)
  const [fresh, setFresh] = useState<ReadonlyMap<string, number>>(new Map())
  useEffect(() => {
    if (!data || data.ranked === before.current) return
    if (before.current) setFresh(freshened(fresh, changed(before.current.items, data.ranked.items), Date.now()))
    before.current = data.ranked
  }, [data])
  useEffect(() => {
    if (fresh.size === 0) return
    const now = Date.now()
    const cool = setTimeout(() => setFresh(freshened(fresh, [], Date.now())), untilCool(fresh, now))
    return () => clearTimeout(cool)
  }, [fresh])

  return { board: data?.ranked, campaign: data?.campaign, error, lost, fresh }
}
